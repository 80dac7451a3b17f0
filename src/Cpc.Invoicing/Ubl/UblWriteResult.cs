using Cpc.Invoicing.Model;
using Cpc.Invoicing.Rules;

namespace Cpc.Invoicing.Ubl;

/// <summary>What came of writing a document as UBL.</summary>
public abstract record UblWriteResult
{
    private UblWriteResult()
    {
    }

    /// <summary>The file: UTF-8 without a byte order mark. It reads back as the same document.</summary>
    public sealed record Written(ByteString Xml) : UblWriteResult;

    /// <summary>UBL has no place for something in the document, each named by a finding; a file would lose it.</summary>
    public sealed record Refused(ValueList<Finding> Findings) : UblWriteResult;
}
