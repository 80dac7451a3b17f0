using Cpc.Actors.Api;

namespace Cpc.Actors.Doctor;

/// <summary>Makes findings.</summary>
internal static class Check
{
    public static CheckView Ok(string check, string text, string? advice = null) => new(check, "ok", text, advice);

    public static CheckView Warning(string check, string text, string remedy) => new(check, "warning", text, remedy);

    public static CheckView Problem(string check, string text, string remedy) => new(check, "problem", text, remedy);

    public static CheckView Skipped(string check, string why) => new(check, "skipped", why);
}
