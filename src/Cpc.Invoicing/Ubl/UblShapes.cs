using Cpc.Invoicing.Xml;

namespace Cpc.Invoicing.Ubl;

/// <summary>The allow-lists as trees.</summary>
internal static class UblShapes
{
    public static Shape Invoice { get; } = ShapeNotation.Parse("Invoice", UblAllowList.Text, 'I');

    public static Shape CreditNote { get; } = ShapeNotation.Parse("CreditNote", UblAllowList.Text, 'C');

    public static Shape Quotation { get; } = ShapeNotation.Parse("Quotation", UblQuotationAllowList.Text);
}
