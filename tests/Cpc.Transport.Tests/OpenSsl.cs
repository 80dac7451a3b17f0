using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Cpc.Transport.Tests;

/// <summary>The openssl program as the other side of our TLS: code that is not ours.</summary>
internal sealed class OpenSsl : IDisposable
{
    private readonly string _folder;
    private readonly Process _process;
    private readonly Task<string> _errors;

    private OpenSsl(string folder, IEnumerable<string> arguments)
    {
        _folder = folder;
        var start = new ProcessStartInfo(Program!) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Skips the test where the program is absent.</summary>
    public static void Require() => Skip.If(Program is null, "openssl is not installed (apt-get install openssl; .ci/run does it).");

    private static string? Program => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(p => Path.Combine(p, "openssl")).FirstOrDefault(File.Exists);

    /// <summary>openssl s_client.</summary>
    public static OpenSsl Dial(IPEndPoint endPoint, X509Certificate2? certificate, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("cpc-openssl-").FullName;
        return new OpenSsl(folder, ["s_client", "-connect", $"{endPoint}", "-brief", .. Identity(folder, certificate, "-cert", "-key"), .. more]);
    }

    /// <summary>openssl s_server; demands a certificate and takes any.</summary>
    public static async Task<OpenSsl> ListenAsync(int port, X509Certificate2 certificate, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("cpc-openssl-").FullName;
        var server = new OpenSsl(folder, ["s_server", "-accept", $"127.0.0.1:{port}", "-Verify", "1", .. Identity(folder, certificate, "-cert", "-key"), .. more]);
        // It says ACCEPT when it listens.
        while (await server._process.StandardOutput.ReadLineAsync().Within() is { } line && !line.StartsWith("ACCEPT", StringComparison.Ordinal))
        {
        }

        return server;
    }

    /// <summary>The first bytes that came from the other side; fewer when it ended before.</summary>
    public async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        var read = await _process.StandardOutput.BaseStream.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false).AsTask().Within();
        return bytes[..read];
    }

    /// <summary>Ends our side, and what openssl had to say of the connection.</summary>
    public async Task<string> EndAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().Within();
        return await _errors;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string[] Identity(string folder, X509Certificate2? certificate, string certificateOption, string keyOption)
    {
        if (certificate is null) return [];
        var (certificateFile, keyFile) = (Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return [certificateOption, certificateFile, keyOption, keyFile];
    }
}
