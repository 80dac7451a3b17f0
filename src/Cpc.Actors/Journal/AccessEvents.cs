using System.Globalization;
using Cpc.Invoicing.Access;

namespace Cpc.Actors.Journal;

internal static class AccessEvents
{
    public static readonly EventCodec[] Codecs =
    [
        EventCodec.For<AccessEvent.Granted>("access-granted.1", 9,
            (w, e) =>
            {
                w.Id(e.Grant.GrantId);
                w.SealedText(e.Grant.User);
                w.Int((int)e.Grant.Role);
                w.Int((int)e.Grant.Scopes);
                w.SealedText(e.Grant.Limit?.ToString(CultureInfo.InvariantCulture));
                w.SealedText(e.Grant.LimitCurrency);
                w.Time(e.Grant.ValidFrom);
                w.OptionalTime(e.Grant.ValidUntil);
                w.SealedText(e.GrantedBy);
            },
            r => new AccessEvent.Granted(
                new AccessGrant
                {
                    GrantId = r.Id(),
                    User = r.SealedText()!,
                    Role = (AccessRole)r.Int(),
                    Scopes = (AccessScopes)r.Int(),
                    Limit = r.SealedText() is { } limit ? decimal.Parse(limit, CultureInfo.InvariantCulture) : null,
                    LimitCurrency = r.SealedText(),
                    ValidFrom = r.Time(),
                    ValidUntil = r.OptionalTime(),
                },
                r.SealedText()!)),
        EventCodec.For<AccessEvent.Revoked>("access-revoked.1", 3,
            (w, e) =>
            {
                w.Id(e.GrantId);
                w.SealedText(e.RevokedBy);
                w.Time(e.At);
            },
            r => new AccessEvent.Revoked(r.Id(), r.SealedText()!, r.Time())),
    ];
}
