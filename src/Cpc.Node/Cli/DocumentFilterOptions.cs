using System.CommandLine;
using Cpc.Actors.Api;
using Cpc.Node.Api;

namespace Cpc.Node.Cli;

/// <summary>The options that say which documents a command is about.</summary>
internal sealed class DocumentFilterOptions
{
    private readonly Option<string?> _partner = Text("--partner", "Only those exchanged with this peer: its id, the beginning of one, or its name", "PEER");

    private readonly Option<string?> _status = Text("--status", "Only those with this status: queued, sent, delivered, accepted, rejected, received, …", "S");

    private readonly Option<string?> _direction = Text("--direction", "Only what was sent, or received", "sent|received");

    private readonly Option<string?> _kind = Text("--kind", "Only this kind of document", "invoice|creditNote");

    private readonly Option<DateOnly?> _from = Day("--from", "Issued on this day or later");

    private readonly Option<DateOnly?> _to = Day("--to", "Issued on this day or before");

    private readonly Option<decimal?> _min = Amount("--min", "At least this amount due, in whatever currency");

    private readonly Option<decimal?> _max = Amount("--max", "At most this amount due");

    private readonly Option<string?> _currency = Text("--currency", "Only this currency (ISO 4217)", "C");

    private readonly Option<string?> _text = Text("--text", "Part of the number, the seller's or the buyer's name, whatever the case", "TEXT");

    public void AddTo(Command command)
    {
        _direction.AcceptOnlyFromAmong("sent", "received");
        foreach (var option in new Option[] { _partner, _status, _direction, _kind, _from, _to, _min, _max, _currency, _text }) command.Options.Add(option);
    }

    public DocumentQuery Read(Invocation call) => new()
    {
        Partner = Given(call, _partner),
        Status = Given(call, _status),
        Direction = Given(call, _direction),
        Kind = Given(call, _kind),
        From = call.Get(_from),
        To = call.Get(_to),
        Min = call.Get(_min),
        Max = call.Get(_max),
        Currency = Given(call, _currency),
        Text = Given(call, _text),
    };

    // --partner "$P" with P unset must not list everyone's.
    private static string? Given(Invocation call, Option<string?> option)
    {
        var value = call.Get(option);
        return value is null || value.Trim().Length > 0 ? value : throw CliException.Usage($"{option.Name}: the value is empty.\nSee 'cpc invoice list --help'.");
    }

    private static Option<string?> Text(string name, string description, string help) => new(name)
    {
        Description = description,
        HelpName = help,
    };

    private static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "YYYY-MM-DD",
        CustomParser = result =>
        {
            var day = DocumentQueryString.ParseDay(result.Tokens[0].Value);
            if (day is null) result.AddError($"{name}: '{result.Tokens[0].Value}' is not a date like 2026-12-31.");
            return day;
        },
    };

    private static Option<decimal?> Amount(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "AMOUNT",
        CustomParser = result =>
        {
            var amount = DocumentQueryString.ParseAmount(result.Tokens[0].Value);
            if (amount is null) result.AddError($"{name}: '{result.Tokens[0].Value}' is not an amount like 1250.50.");
            return amount;
        },
    };
}
