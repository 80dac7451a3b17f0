namespace Cpc.Actors.Api;

/// <summary>A document written as a UBL file.</summary>
/// <param name="Xml">UTF-8.</param>
public sealed record UblFile(ReadOnlyMemory<byte> Xml)
{
    public override string ToString() => $"UblFile({Xml.Length} bytes, redacted)";
}
