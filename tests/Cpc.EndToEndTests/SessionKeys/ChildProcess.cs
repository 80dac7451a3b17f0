namespace Cpc.EndToEndTests.SessionKeys;

/// <summary>The test assembly run as a program, for what has to be looked at from outside.</summary>
internal static class ChildProcess
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not ["session-keys"]) return 2;
        await SessionKeysHost.RunAsync();
        return 0;
    }
}
