using Sluice.Server.OwnApi;
using Sluice.Server.Tests.Admission;
using Sluice.Server.Tests.Authentication;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>Requests of the own API are signed in the same two ways as those of RPC, and their path with them.</summary>
public sealed class OwnSignatureTests(AccessFixture server) : IClassFixture<AccessFixture>
{
    [Fact]
    public async Task A_signature_in_headers_is_accepted() =>
        Assert.Equal(200, (await server.OwnAsync(AccessFixture.Owner, "GET", "/flows", query: "limit=5")).Status);

    [Fact]
    public async Task A_signature_in_headers_covers_the_body_and_is_wrong_for_another_one()
    {
        var answer = await server.OwnAsync(
            AccessFixture.Owner, "POST", "/definitions/check", """{"definition":"x"}""");
        Assert.Equal(200, answer.Status);

        var signer = Signer("/definitions/check");
        var headers = signer.Acs3Headers("POST", "", "localhost", "CheckDefinition", """{"definition":"x"}""");
        var other = await server.SendAsync($"POST {OwnPath.Prefix}/definitions/check HTTP/1.1\n"
            + string.Concat(headers.Select(header => $"{header.Key}: {header.Value}\n"))
            + "Content-Length: 18\n\n{\"definition\":\"y\"}");

        Assert.Equal((403, "SignatureNotMatch"), (other.Status, other.Json.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_signature_in_the_query_is_accepted_for_its_path_alone()
    {
        var query = Signer("/flows").RpcQuery("ListFlows", null, ("limit", "5"));

        Assert.Equal(200, (await GetAsync("/flows", query)).Status);
        var moved = await GetAsync("/schedules-or-not", query);
        Assert.Equal(404, moved.Status);
        var other = await GetAsync("/sessions", Signer("/flows").RpcQuery("ListFlows"));
        Assert.Equal((403, "SignatureNotMatch"), (other.Status, other.Json.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_name_with_signs_in_it_is_signed_as_it_is_meant_and_however_it_was_spelt()
    {
        foreach (var spelling in new[] { "/flows/no%2Fsuch%2Aflow", "/flows/no%2fsuch*flow" })
        {
            var answer = await GetAsync(spelling, Signer("/flows/no%2Fsuch%2Aflow").RpcQuery("GetFlow"));

            Assert.Equal((404, "FlowNotExists"), (answer.Status, answer.Json.GetProperty("code").GetString()));
            Assert.Contains("'no/such*flow'", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task With_a_signature_in_the_query_a_body_is_a_form_since_nothing_else_is_signed()
    {
        var query = Signer("/definitions/check").RpcQuery("CheckDefinition");
        var answer = await server.SendAsync($"POST {OwnPath.Prefix}/definitions/check?{query} HTTP/1.1\nHost: localhost\n"
            + "Content-Type: application/json\nContent-Length: 18\n\n{\"definition\":\"y\"}");

        Assert.Equal((415, "UnsupportedMediaType"), (answer.Status, answer.Json.GetProperty("code").GetString()));
    }

    private Signer Signer(string path) => new(AccessFixture.Owner.Id, AccessFixture.Owner.Secret)
    {
        Time = server.Time.Now,
        Nonce = Guid.NewGuid().ToString(),
        Path = OwnPath.Prefix + path,
    };

    private Task<Workbench.RawAnswer> GetAsync(string path, string query) =>
        server.SendAsync($"GET {OwnPath.Prefix}{path}?{query} HTTP/1.1\nHost: localhost\n\n");
}
