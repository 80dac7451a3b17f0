using System.Text;
using Serilog.Sinks.File;

namespace Cpc.Node.Composition;

/// <summary>Sets mode 0600 on each log file, whatever umask it was made under.</summary>
internal sealed class PrivateLogFile : FileLifecycleHooks
{
    public override Stream OnFileOpened(string path, Stream underlyingStream, Encoding encoding)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return underlyingStream;
    }
}
