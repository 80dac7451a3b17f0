namespace Cpc.Sessions.Tests.Fuzzing;

/// <summary>Every parser of peer bytes in this project.</summary>
internal static class FuzzTargets
{
    public static readonly string[] Names = ["hs1-xx", "hs1-kk", "hs2", "hs3", "session", "refuse", "static-record", "payload"];

    public static FuzzTarget Create(string name) => name switch
    {
        "hs1-xx" => new Hs1Target(known: false),
        "hs1-kk" => new Hs1Target(known: true),
        "hs2" => new Hs2Target(),
        "hs3" => new Hs3Target(),
        "session" => new SessionTarget(),
        "refuse" => new RefuseTarget(),
        "static-record" => new StaticRecordTarget(),
        "payload" => new PayloadTarget(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such target."),
    };
}
