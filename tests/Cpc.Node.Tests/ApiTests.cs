using System.Net;
using Cpc.Actors.Api;

namespace Cpc.Node.Tests;

/// <summary>Each endpoint: what it accepts and what it refuses.</summary>
public class ApiTests
{
    [Fact]
    public async Task The_node_describes_itself()
    {
        await using var api = await RunningApi.StartAsync();
        var node = await (await api.GetAsync("/v1/node")).JsonAsync(HttpStatusCode.OK);
        Assert.Equal(FakeNode.Id, node.GetProperty("id").GetString());
        Assert.Equal(3, node.GetProperty("refusals").GetProperty("handshake").GetInt64());
    }

    [Fact]
    public async Task A_fault_of_the_node_is_told_without_its_text()
    {
        await using var api = await RunningApi.StartAsync(new FakeNode { Fault = new InvalidOperationException("canary") });
        var response = await api.GetAsync("/v1/node");
        Assert.DoesNotContain("canary", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await response.IsProblemAsync(HttpStatusCode.InternalServerError, "fault");
    }

    [Fact]
    public async Task Lists_that_are_not_whole_yet_are_a_problem_that_says_so_and_no_fault()
    {
        await using var api = await RunningApi.StartAsync(new FakeNode { Fault = new NotReadyException(new Problem("lists-not-ready", "Ask again.")) });
        await (await api.GetAsync("/v1/node")).IsProblemAsync(HttpStatusCode.ServiceUnavailable, "lists-not-ready");
    }

    [Fact]
    public async Task Peers_are_listed_and_added_in_the_callers_name()
    {
        await using var api = await RunningApi.StartAsync();
        Assert.Equal(1, (await (await api.GetAsync("/v1/peers")).JsonAsync(HttpStatusCode.OK)).GetArrayLength());
        var peer = await (await api.PostAsync("/v1/peers", """{"peer":"id@host:1","name":"bakery"}""")).JsonAsync(HttpStatusCode.OK);
        Assert.Equal("bakery", peer.GetProperty("name").GetString());
        Assert.Equal("add id@host:1 bakery", Assert.Single(api.Node.Calls));
        Assert.Equal($"uid:{Composition.ProcessUser.Id}", api.Node.LastCaller!.Name);
    }

    [Fact]
    public async Task A_malformed_peer_is_refused()
    {
        await using var api = await RunningApi.StartAsync();
        await (await api.PostAsync("/v1/peers", """{"peer":"nonsense"}""")).IsProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-peer");
    }

    [Fact]
    public async Task A_peer_is_put_in_the_place_of_another_only_when_that_is_said()
    {
        await using var api = await RunningApi.StartAsync();
        await (await api.PostAsync("/v1/peers", """{"peer":"id@host:1","replace":true}""")).JsonAsync(HttpStatusCode.OK);
        await (await api.PostAsync("/v1/peers", """{"peer":"id@host:1","replace":false}""")).JsonAsync(HttpStatusCode.OK);
        Assert.Equal(["replace id@host:1", "add id@host:1"], api.Node.Calls);
    }

    [Fact]
    public async Task A_safety_number_is_shown_and_compared()
    {
        await using var api = await RunningApi.StartAsync();
        var number = await (await api.GetAsync("/v1/safety-number?peer=bakery")).JsonAsync(HttpStatusCode.OK);
        Assert.Equal((FakeNode.Digits, 20, false), (number.GetProperty("digits").GetString(), number.GetProperty("words").GetArrayLength(), number.GetProperty("verified").GetBoolean()));
        var verified = await (await api.PostAsync("/v1/safety-number?peer=bakery", $$"""{"code":"{{FakeNode.Code}}"}""")).JsonAsync(HttpStatusCode.OK);
        Assert.True(verified.GetProperty("verified").GetBoolean());
        Assert.Equal($"uid:{Composition.ProcessUser.Id}", api.Node.LastCaller!.Name);
    }

    [Fact]
    public async Task Another_number_and_a_peer_that_is_not_named_are_refused()
    {
        await using var api = await RunningApi.StartAsync();
        await (await api.PostAsync("/v1/safety-number?peer=bakery", """{"digits":"1"}""")).IsProblemAsync(HttpStatusCode.Conflict, "safety-number-differs");
        await (await api.GetAsync("/v1/safety-number?peer=x")).IsProblemAsync(HttpStatusCode.NotFound, "unknown-peer");
        await (await api.GetAsync("/v1/safety-number")).IsProblemAsync(HttpStatusCode.BadRequest, "bad-request");
        await (await api.PostAsync("/v1/safety-number", "{}")).IsProblemAsync(HttpStatusCode.BadRequest, "bad-request");
    }

    [Fact]
    public async Task Consent_is_granted_listed_and_revoked()
    {
        await using var api = await RunningApi.StartAsync();
        var body = """{"peer":"bakery","kinds":["invoice"],"legalBasis":"contract","validUntil":"2027-01-01T00:00:00Z"}""";
        await (await api.PostAsync("/v1/consents", body)).JsonAsync(HttpStatusCode.OK);
        Assert.Equal("contract", api.Node.LastRequest!.LegalBasis);
        Assert.Equal(2027, api.Node.LastRequest.ValidUntil!.Value.Year);
        Assert.Equal(1, (await (await api.GetAsync("/v1/consents")).JsonAsync(HttpStatusCode.OK)).GetArrayLength());

        var revoked = await (await api.PostAsync($"/v1/consents/{FakeNode.Consent}/revoke", """{"reason":"over"}""")).JsonAsync(HttpStatusCode.OK);
        Assert.Equal("over", revoked.GetProperty("revocationReason").GetString());
        await (await api.Http.DeleteAsync(new Uri($"/v1/consents/{FakeNode.Consent}", UriKind.Relative))).JsonAsync(HttpStatusCode.OK);
        await (await api.Http.PostAsync(new Uri($"/v1/consents/{FakeNode.Consent}/revoke", UriKind.Relative), null)).JsonAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Consent_of_an_unknown_peer_or_id_is_refused()
    {
        await using var api = await RunningApi.StartAsync();
        await (await api.PostAsync("/v1/consents", """{"peer":"x","legalBasis":"contract"}""")).IsProblemAsync(HttpStatusCode.NotFound, "unknown-peer");
        await (await api.PostAsync($"/v1/consents/{Guid.Empty}/revoke", "{}")).IsProblemAsync(HttpStatusCode.NotFound, "unknown-consent");
        await (await api.Http.DeleteAsync(new Uri($"/v1/consents/{Guid.Empty}", UriKind.Relative))).IsProblemAsync(HttpStatusCode.NotFound, "unknown-consent");
        await (await api.PostAsync("/v1/consents/nonsense/revoke", "{}")).IsProblemAsync(HttpStatusCode.NotFound, "unknown-resource");
    }

    [Fact]
    public async Task A_document_is_sent_as_it_is()
    {
        await using var api = await RunningApi.StartAsync();
        var document = await (await api.PostAsync("/v1/documents?to=bakery", "<Invoice>ä</Invoice>", "application/xml")).JsonAsync(HttpStatusCode.OK);
        Assert.Equal("<Invoice>ä</Invoice>", api.Node.LastBody);
        Assert.Equal("119.00", document.GetProperty("payable").GetRawText());
    }

    [Fact]
    public async Task A_document_that_breaks_rules_is_refused_with_its_findings()
    {
        await using var api = await RunningApi.StartAsync();
        var problem = await (await api.PostAsync("/v1/documents?to=bakery", "no xml", "application/xml")).JsonAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("BR-CO-15", problem.GetProperty("details")[0].GetProperty("rule").GetString());
    }

    [Fact]
    public async Task A_document_needs_a_receiver()
    {
        await using var api = await RunningApi.StartAsync();
        await (await api.PostAsync("/v1/documents", "<Invoice/>", "application/xml")).IsProblemAsync(HttpStatusCode.BadRequest, "bad-request");
        await (await api.PostAsync("/v1/documents?to=x", "<Invoice/>", "application/xml")).IsProblemAsync(HttpStatusCode.NotFound, "unknown-peer");
    }

    [Fact]
    public async Task Documents_are_listed_shown_accepted_and_rejected()
    {
        await using var api = await RunningApi.StartAsync();
        Assert.Equal(1, (await (await api.GetAsync("/v1/documents")).JsonAsync(HttpStatusCode.OK)).GetArrayLength());
        await (await api.GetAsync("/v1/documents/0198f3a2")).JsonAsync(HttpStatusCode.OK);
        await (await api.PostAsync("/v1/documents/0198f3a2/accept", "")).JsonAsync(HttpStatusCode.OK);
        await (await api.PostAsync("/v1/documents/0198f3a2/reject", """{"reason":"PRI","text":"4.50"}""")).JsonAsync(HttpStatusCode.OK);
        Assert.Equal(["get 0198f3a2", "accept 0198f3a2", "reject 0198f3a2 PRI 4.50"], api.Node.Calls);
    }

    [Fact]
    public async Task Unknown_documents_and_forbidden_steps_are_refused()
    {
        await using var api = await RunningApi.StartAsync();
        await (await api.GetAsync("/v1/documents/ffff")).IsProblemAsync(HttpStatusCode.NotFound, "unknown-document");
        await (await api.PostAsync("/v1/documents/ffff/accept", "")).IsProblemAsync(HttpStatusCode.NotFound, "unknown-document");
        await (await api.PostAsync("/v1/documents/0198f3a2/reject", """{"reason":"QTY"}""")).IsProblemAsync(HttpStatusCode.Conflict, "already-answered");
    }

    [Fact]
    public async Task The_audit_chain_is_walked()
    {
        await using var api = await RunningApi.StartAsync();
        Assert.True((await (await api.GetAsync("/v1/audit")).JsonAsync(HttpStatusCode.OK)).GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task A_broken_audit_chain_is_an_answer_too()
    {
        await using var api = await RunningApi.StartAsync(new FakeNode { AuditHolds = false });
        Assert.Equal("brokenlink", (await (await api.GetAsync("/v1/audit")).JsonAsync(HttpStatusCode.OK)).GetProperty("fault").GetString());
    }
}
