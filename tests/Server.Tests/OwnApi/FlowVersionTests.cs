namespace Sluice.Server.Tests.OwnApi;

/// <summary>A flow as it was published, beside how it stands.</summary>
public sealed class FlowVersionTests : IAsyncLifetime
{
    private readonly OpenServer _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await _server.PutAsync("hello", SomeDefinitions.Pass);
        await _server.CallAsync("POST", "/flows/hello/versions", "{}");
        await _server.PutAsync("hello", SomeDefinitions.Pass + "\n# better\n");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_version_keeps_the_definition_that_was_published_under_its_number()
    {
        Assert.Equal(SomeDefinitions.Pass, await DefinitionAsync("/flows/hello?version=1"));
        Assert.Equal(SomeDefinitions.Pass + "\n# better\n", await DefinitionAsync("/flows/hello"));
    }

    [Fact]
    public async Task A_number_that_was_never_published_is_refused_by_name()
    {
        var (status, json) = await _server.GetAsync("/flows/hello?version=7");

        Assert.Equal(404, status);
        Assert.Equal("FlowVersionNotExists", json.GetProperty("code").GetString());
    }

    private async Task<string?> DefinitionAsync(string path) =>
        (await _server.GetAsync(path)).Json.GetProperty("definition").GetString();
}
