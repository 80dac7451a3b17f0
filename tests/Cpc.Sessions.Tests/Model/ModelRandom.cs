namespace Cpc.Sessions.Tests.Model;

/// <summary>Bytes from a seed: BLAKE2b-512(seed | counter), cut to length. The same seed gives the same run.</summary>
internal sealed class ModelRandom(string seed)
{
    private uint _counter;

    /// <summary>All that was drawn, in order; the vectors list it.</summary>
    public List<byte[]> Draws { get; } = [];

    public byte[] Bytes(int size)
    {
        byte[] output = [];
        while (output.Length < size) output = ModelBytes.Join(output, ModelCrypto.Blake2b(64, ModelBytes.Join(ModelBytes.Ascii(seed), ModelBytes.U32(_counter++))));
        Draws.Add(output[..size]);
        return Draws[^1];
    }
}
