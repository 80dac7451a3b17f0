using Cpc.Actors.Api;

namespace Cpc.Node.Cli;

/// <summary>A document in an export's manifest.</summary>
/// <param name="File">Its UBL beside the manifest; null where UBL can't say what the document says.</param>
/// <param name="FileBlake3">Of that file, hex; null with it.</param>
/// <param name="Document">With the BLAKE3 that the receipt is about.</param>
/// <param name="Error">Why there is no file; null where there is one.</param>
internal sealed record ExportedFile(string? File, string? FileBlake3, DocumentView Document, ErrorBody? Error);
