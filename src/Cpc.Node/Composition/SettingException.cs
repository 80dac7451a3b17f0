namespace Cpc.Node.Composition;

/// <summary>A setting has a value that can't be used; the message names it and what it takes.</summary>
internal sealed class SettingException(string message) : Exception(message);
