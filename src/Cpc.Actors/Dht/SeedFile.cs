using Cpc.Kademlia;

namespace Cpc.Actors.Dht;

/// <summary>Contacts for the next start, in the data folder with mode 0600. Whom a node meets is its owner's business.</summary>
internal sealed class SeedFile(string path)
{
    // What Seeds.Save writes at most, with room to see that there is more.
    private const int MaxSize = (KademliaConstants.MaxSeeds * (ContactCodec.MaxSize + 2)) + 4;

    /// <summary>Reads them; each is asked before it is believed.</summary>
    /// <param name="refusal">Malformed when there is a file and it is none of ours.</param>
    public IReadOnlyList<Contact> Load(out KademliaRefusal refusal)
    {
        refusal = KademliaRefusal.None;
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) return [];
            refusal = KademliaRefusal.Malformed;
            if (file.Length > MaxSize) return [];
            refusal = Seeds.TryRestore(File.ReadAllBytes(path), out var seeds);
            return seeds;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Writes them; a crash leaves the old file or the new one.</summary>
    /// <returns>False when it can't be written: the node then begins with its bootstrap nodes.</returns>
    public async Task<bool> SaveAsync(byte[] seeds)
    {
        var temporary = path + ".new";
        try
        {
            File.Delete(temporary);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var file = new FileStream(temporary, options))
            {
                await file.WriteAsync(seeds).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
