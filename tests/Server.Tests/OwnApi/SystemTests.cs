using System.IO.Compression;
using System.Text.Json;
using Sluice.Server.Tests.Admission;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>Who is told what of the server as a whole.</summary>
public sealed class SystemTests : IAsyncLifetime
{
    private readonly AccessFixture _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Its_owner_sees_all_of_it_and_who_may_look_what_it_is_set_to_no_more()
    {
        var owner = (await _server.OwnAsync(AccessFixture.Owner, "GET", "/system")).Json;
        var viewer = (await _server.OwnAsync(AccessFixture.Viewer, "GET", "/system")).Json;

        Assert.True(owner.GetProperty("ready").GetBoolean());
        Assert.Equal(owner.GetProperty("shards").GetInt32(), owner.GetProperty("shardsHere").GetInt32());
        Assert.Equal(JsonValueKind.Array, owner.GetProperty("settings").ValueKind);
        Assert.False(viewer.TryGetProperty("settings", out _));
        Assert.False(viewer.TryGetProperty("storageByAccount", out _));
    }

    [Fact]
    public async Task Its_owner_sees_what_each_account_has_stored()
    {
        Assert.Equal(200, (await _server.OwnAsync(
            AccessFixture.Other, "PUT", "/flows/theirs", JsonSerializer.Serialize(new { definition = SomeDefinitions.Pass.Replace("hello", "theirs") }))).Status);
        Assert.Equal(200, (await _server.OwnAsync(AccessFixture.Other, "POST", "/flows/theirs/executions", """{"name":"e"}""")).Status);

        var owner = (await _server.OwnAsync(AccessFixture.Owner, "GET", "/system")).Json;
        var theirs = Assert.Single(owner.GetProperty("storageByAccount").EnumerateArray());
        Assert.Equal(1, theirs.GetProperty("executions").GetInt64());
        Assert.Empty(owner.GetProperty("storage").EnumerateArray());
    }

    [Fact]
    public async Task Another_account_is_refused_even_to_its_owner()
    {
        foreach (var path in new[] { "/system", "/system/bundle" })
        {
            var answer = await _server.OwnAsync(AccessFixture.Other, "GET", path);

            Assert.Equal((403, "AccessDenied"), (answer.Status, answer.Json.GetProperty("code").GetString()));
        }
    }
}

/// <summary>What an open server says of itself.</summary>
public sealed class OpenSystemTests : IAsyncLifetime
{
    private readonly OpenServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_flows_have_stored_is_told_by_flow()
    {
        await _server.PutAsync("small", SomeDefinitions.Pass.Replace("hello", "small"));
        await _server.PutAsync("large", SomeDefinitions.Pass.Replace("hello", "large"));
        await _server.StartAsync("small", "one");
        await _server.StartAsync("large", "one", $$"""{"x":"{{new string('x', 5_000)}}"}""");
        await _server.StreamToEndAsync("small", "one");
        await _server.StreamToEndAsync("large", "one");

        var (_, json) = await _server.GetAsync("/system");

        var storage = json.GetProperty("storage").EnumerateArray().ToList();
        Assert.Equal(["large", "small"], storage.Select(flow => flow.GetProperty("flow").GetString()));
        Assert.Equal([1, 1], storage.Select(flow => flow.GetProperty("executions").GetInt32()));
        Assert.True(storage[0].GetProperty("bytes").GetInt64() > 5_000);
    }

    [Fact]
    public async Task The_archive_holds_what_the_server_says_and_how_the_process_does()
    {
        using var answer = await _server.Client.GetAsync(new Uri(_server.Address, "/sluice/api/v1/system/bundle"));

        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("sluice-support.zip", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        await using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync(), ZipArchiveMode.Read);
        Assert.Equal(["system.json", "process.txt"], archive.Entries.Select(entry => entry.Name));
        var system = await JsonDocument.ParseAsync(archive.GetEntry("system.json")!.Open());
        Assert.True(system.RootElement.GetProperty("ready").GetBoolean());
    }
}
