using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Cpc.Actors.Api;

namespace Cpc.EndToEndTests;

/// <summary>What other local users may do with a node: what their roles cover and no more, on record.</summary>
public class AccessTests
{
    private static readonly Caller Anna = new("uid:1001");

    [Fact]
    public async Task Nobody_else_may_anything_and_is_told_counted_and_on_record()
    {
        await using var nodes = await TwoNodes.StartAsync("tls");
        var anna = nodes.Alice.Api.As(Anna);
        Assert.False(await nodes.Alice.Api.MayEnterAsync(Anna));
        await Assert.ThrowsAsync<NotAllowedException>(() => anna.ListDocumentsAsync());
        await Assert.ThrowsAsync<NotAllowedException>(() => anna.VerifyAuditAsync());
        Assert.Equal("not-allowed", TwoNodes.Fails(await anna.SendAsync(TwoNodes.Invoice, "bob", nodes.Alice.Caller)).Code);
        Assert.Equal("not-allowed", TwoNodes.Fails(await anna.GrantRoleAsync(new RoleRequest(Anna.Name, "principal", []), nodes.Alice.Caller)).Code);
        // Not even whether a document is there.
        Assert.Equal("not-allowed", TwoNodes.Fails(await anna.AcceptAsync("ffffffff", Anna)).Code);
        Assert.Empty(await nodes.Alice.Api.ListDocumentsAsync());
        Assert.Equal(6, (await nodes.Alice.Api.GetNodeAsync()).Refusals["access.NoGrant"]);
        Assert.Equal(6, (await nodes.Alice.Api.VerifyAuditAsync()).Actions["accessDenied"]);
    }

    [Fact]
    public async Task A_delegate_may_issue_up_to_its_limit_until_it_is_revoked()
    {
        await using var nodes = await TwoNodes.StartAsync("tls");
        var (alice, anna) = (nodes.Alice.Api, nodes.Alice.Api.As(Anna));
        var total = (await SendAsync(nodes, alice)).Total!.Value;
        var low = TwoNodes.Succeeds(await alice.GrantRoleAsync(new RoleRequest(Anna.Name, "delegate", ["issue"], total - 0.01m, "EUR"), nodes.Alice.Caller));
        Assert.True(await alice.MayEnterAsync(Anna));
        Assert.Single(await anna.ListDocumentsAsync());
        Assert.Equal("not-allowed", TwoNodes.Fails(await anna.SendAsync(TwoNodes.Invoice, "bob", Anna)).Code);
        TwoNodes.Succeeds(await alice.GrantRoleAsync(new RoleRequest(Anna.Name, "delegate", ["issue"], total, "eur"), nodes.Alice.Caller));
        await SendAsync(nodes, anna);
        Assert.Equal("not-allowed", TwoNodes.Fails(await anna.AddPeerAsync("nonsense", null, Anna)).Code);
        await Assert.ThrowsAsync<NotAllowedException>(() => anna.VerifyAuditAsync());

        // What breaks rules is told to whoever may read, and sent by nobody.
        Assert.Equal("invalid-document", TwoNodes.Fails(await anna.SendAsync("<x/>"u8.ToArray(), "bob", Anna)).Code);

        foreach (var role in await alice.ListRolesAsync()) TwoNodes.Succeeds(await alice.RevokeRoleAsync(role.Id, nodes.Alice.Caller));
        Assert.Equal("not-allowed", TwoNodes.Fails(await anna.SendAsync(TwoNodes.Invoice, "bob", Anna)).Code);
        Assert.Equal("role-refused", TwoNodes.Fails(await alice.RevokeRoleAsync(low.Id, nodes.Alice.Caller)).Code);
    }

    [Fact]
    public async Task What_is_said_to_be_paid_already_makes_no_invoice_smaller_for_a_delegate()
    {
        await using var nodes = await TwoNodes.StartAsync("tls");
        var (anna, clerk) = (nodes.Alice.Api.As(Anna), nodes.Bob.Api.As(Anna));
        var ubl = Encoding.UTF8.GetString(TwoNodes.Invoice);
        var total = Regex.Match(ubl, "<cbc:TaxInclusiveAmount currencyID=\"EUR\">([0-9.]+)<").Groups[1].Value;
        var prepaid = Encoding.UTF8.GetBytes(Regex.Replace(ubl, "<cbc:PrepaidAmount .*</cbc:PrepaidAmount>\\s*<cbc:PayableAmount currencyID=\"EUR\">[0-9.]+<",
            $"<cbc:PrepaidAmount currencyID=\"EUR\">{total}</cbc:PrepaidAmount><cbc:PayableAmount currencyID=\"EUR\">0.00<"));
        TwoNodes.Succeeds(await nodes.Alice.Api.GrantRoleAsync(new RoleRequest(Anna.Name, "delegate", ["issue"], 1, "EUR"), nodes.Alice.Caller));
        TwoNodes.Succeeds(await nodes.Bob.Api.GrantRoleAsync(new RoleRequest(Anna.Name, "delegate", ["approve"], 1, "EUR"), nodes.Bob.Caller));
        Assert.Equal("not-allowed", TwoNodes.Fails(await anna.SendAsync(prepaid, "bob", Anna)).Code);

        var limit = decimal.Parse(total, CultureInfo.InvariantCulture);
        TwoNodes.Succeeds(await nodes.Alice.Api.GrantRoleAsync(new RoleRequest(Anna.Name, "delegate", ["issue"], limit, "EUR"), nodes.Alice.Caller));
        var sent = TwoNodes.Succeeds(await anna.SendAsync(prepaid, "bob", Anna));
        Assert.Equal((0m, limit), (sent.Payable, sent.Total));
        await TwoNodes.StatusAsync(nodes.Alice, sent.Id, "delivered");
        Assert.Equal("not-allowed", TwoNodes.Fails(await clerk.AcceptAsync(sent.Id.ToString(), Anna)).Code);
        TwoNodes.Succeeds(await nodes.Bob.Api.GrantRoleAsync(new RoleRequest(Anna.Name, "delegate", ["approve"], limit, "EUR"), nodes.Bob.Caller));
        TwoNodes.Succeeds(await clerk.AcceptAsync(sent.Id.ToString(), Anna));
    }

    [Fact]
    public async Task A_delegate_who_may_process_does_not_approve_and_the_other_side_s_steps_are_nobody_s()
    {
        await using var nodes = await TwoNodes.StartAsync("tls");
        var bob = nodes.Bob.Api.As(Anna);
        TwoNodes.Succeeds(await nodes.Bob.Api.GrantRoleAsync(new RoleRequest(Anna.Name, "delegate", ["process"]), nodes.Bob.Caller));
        TwoNodes.Succeeds(await nodes.Alice.Api.GrantRoleAsync(new RoleRequest(Anna.Name, "principal", []), nodes.Alice.Caller));
        var sent = await SendAsync(nodes, nodes.Alice.Api);
        var id = sent.Id.ToString();
        TwoNodes.Succeeds(await bob.AnswerAsync(id, "UQ", "REF", null, Anna));
        Assert.Equal("not-allowed", TwoNodes.Fails(await bob.AcceptAsync(id, Anna)).Code);
        Assert.Equal("not-allowed", TwoNodes.Fails(await bob.AnswerAsync(id, "PD", null, null, Anna)).Code);
        Assert.Equal("not-allowed", TwoNodes.Fails(await bob.DecideHoldAsync(id, true, Anna)).Code);
        // Even a principal does not accept what it has issued itself.
        Assert.Equal("not-allowed", TwoNodes.Fails(await nodes.Alice.Api.As(Anna).AcceptAsync(id, Anna)).Code);
        Assert.Equal("underQuery", (await nodes.Bob.Api.GetDocumentAsync(id)).Value!.Status);
    }

    [Fact]
    public async Task An_auditor_reads_and_verifies_until_its_end_also_after_a_restart()
    {
        await using var nodes = await TwoNodes.StartAsync("tls");
        var sent = await SendAsync(nodes, nodes.Alice.Api);
        Assert.Equal("role-refused", TwoNodes.Fails(await nodes.Bob.Api.GrantRoleAsync(new RoleRequest(Anna.Name, "auditor", []), nodes.Bob.Caller)).Code);
        TwoNodes.Succeeds(await nodes.Bob.Api.GrantRoleAsync(new RoleRequest(Anna.Name, "auditor", [], ValidUntil: TimeProvider.System.GetUtcNow().AddDays(1)), nodes.Bob.Caller));
        await nodes.Bob.DisposeAsync();
        await nodes.RestartBobAsync();
        var auditor = nodes.Bob.Api.As(Anna);
        Assert.True((await auditor.VerifyAuditAsync()).Holds);
        Assert.Equal(sent.Number, TwoNodes.Succeeds(await auditor.GetDocumentAsync(sent.Id.ToString())).Number);
        TwoNodes.Succeeds(await auditor.GetOriginalAsync(sent.Id.ToString()));
        Assert.Equal("not-allowed", TwoNodes.Fails(await auditor.AcceptAsync(sent.Id.ToString(), Anna)).Code);
        Assert.Equal("not-allowed", TwoNodes.Fails(await auditor.GrantConsentAsync("alice", new ConsentRequest([], "contract", null), Anna)).Code);
    }

    [Fact]
    public async Task Consent_for_a_largest_amount_stops_a_larger_document()
    {
        await using var nodes = await TwoNodes.StartAsync("tls", consent: false);
        TwoNodes.Succeeds(await nodes.Alice.Api.GrantConsentAsync("bob", new ConsentRequest([], "contract", null) { MaxAmount = 1, Currency = "eur" }, nodes.Alice.Caller));
        Assert.Equal("no-consent", TwoNodes.Fails(await nodes.Alice.Api.SendAsync(TwoNodes.Invoice, "bob", nodes.Alice.Caller)).Code);
        TwoNodes.Succeeds(await nodes.Alice.Api.GrantConsentAsync("bob", new ConsentRequest([], "contract", null) { MaxAmount = 1_000_000, Currency = "EUR" }, nodes.Alice.Caller));
        await SendAsync(nodes, nodes.Alice.Api);
    }

    private static async Task<DocumentView> SendAsync(TwoNodes nodes, ICpcNode sender)
    {
        var sent = TwoNodes.Succeeds(await sender.SendAsync(TwoNodes.Invoice, "bob", Anna));
        return await TwoNodes.StatusAsync(nodes.Alice, sent.Id, "delivered");
    }
}
