using Cpc.Actors.Api;

namespace Cpc.Node.Cli.Rendering;

/// <summary>What is suspicious about a document, in words that name what to do.</summary>
internal static class HoldWords
{
    public static string Concerns(DocumentView document) => string.Join("; ", document.Concerns.Select(Words));

    public static string? State(DocumentView document) => document.Hold switch
    {
        null => null,
        "open" when document.Held => "held: it can be neither accepted nor paid until somebody decides ('cpc hold approve' or 'reject')",
        "open" => "flagged: look at it, then 'cpc hold approve' or 'reject'",
        "rejected" => "rejected: it can be neither accepted nor paid",
        _ => "approved",
    };

    private static string Words(string concern) => concern switch
    {
        "numberConflict" => "another document of this seller, number and year is here",
        "accountChanged" => "the seller was never paid to this account; ask by a known telephone number",
        "lookAlikeSeller" => "this new seller could be taken for a known one",
        "sellerFromAnotherPeer" => "so far only other peers have sent invoices of this seller",
        "tooManySellers" => "this peer has sent invoices of very many sellers",
        _ => concern,
    };
}
