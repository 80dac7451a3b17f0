using Akka.Actor;
using Cpc.Actors.Api;
using Cpc.Actors.Consent;
using Cpc.Cryptography;
using Cpc.Governance.Audit;
using Cpc.Invoicing.Consent;
using Cpc.Invoicing.Model;

namespace Cpc.Actors.Documents;

/// <summary>Whether a document may be shared.</summary>
internal sealed partial class InvoiceActor
{
    private static (decimal Value, string Currency) AmountOf(InvoiceDocument document) =>
        (document.Totals.Largest, document.CurrencyCode);

    private void CheckConsent(PeerId peer, DocumentKind kind, (decimal Value, string Currency)? amount, Action<Guid> allowed, Action<ConsentRefusal> refused) =>
        AskThen<ConsentCheck>(_services.Router.Consent, new CheckConsent(peer, kind, amount),
            check =>
            {
                if (check is ConsentCheck.Allowed yes) allowed(yes.ConsentId);
                else refused(((ConsentCheck.Refused)check).Reason);
            },
            // Fail closed.
            () => refused(ConsentRefusal.NoConsent));

    private void Deny(PeerId peer, Caller caller, ConsentRefusal refusal)
    {
        var problem = new Problem("no-consent", ConsentWords(peer, refusal));
        Audit(AuditAction.SharingDenied, peer, caller.Name, null, null, null, (int)refusal + 1, () => Sender.Tell(problem), () => Sender.Tell(problem));
    }

    private string ConsentWords(PeerId peer, ConsentRefusal refusal)
    {
        var name = _services.Peers.Find(peer)?.Name ?? peer.ToShortString();
        var why = refusal switch
        {
            ConsentRefusal.Expired => "Consent to share with this peer has expired.",
            ConsentRefusal.Revoked => "Consent to share with this peer was revoked.",
            ConsentRefusal.AboveAmount => "Consent to share with this peer does not cover this amount.",
            _ => "There is no consent to share this kind of document with this peer.",
        };
        return $"{why} Grant it with 'cpc consent grant {name}'.";
    }
}
