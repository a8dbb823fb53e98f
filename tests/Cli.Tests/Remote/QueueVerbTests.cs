using System.Text;

namespace Sluice.Cli.Tests.Remote;

/// <summary>Queues of the server itself, looked at and written to by hand.</summary>
public sealed class QueueVerbTests(OpenSluice server) : IClassFixture<OpenSluice>
{
    [Fact]
    public async Task A_message_that_is_sent_is_seen_and_stays()
    {
        await MakeAsync("jobs");

        var sent = await server.RunAsync("queue", "send", "jobs", "pack parcel 7", "--priority", "3");
        Assert.Equal((0, ""), (sent.ExitCode, sent.Error));
        var messages = await server.RunAsync("queue", "messages", "jobs", "--json");
        Assert.Equal("pack parcel 7", messages.Json.GetProperty("items")[0].GetProperty("body").GetString());
        Assert.Contains("pack parcel 7", (await server.RunAsync("queue", "messages", "jobs")).Output, StringComparison.Ordinal);
        Assert.Contains("1 messages can be taken", (await server.RunAsync("queue", "show", "jobs")).Output, StringComparison.Ordinal);
        Assert.Matches(@"jobs\s+1\s", (await server.RunAsync("queue", "list")).Output);
    }

    [Fact]
    public async Task A_queue_that_there_is_not_is_said_and_ends_with_2()
    {
        var said = await server.RunAsync("queue", "send", "nowhere", "x");

        Assert.Equal((2, ""), (said.ExitCode, said.Output));
        Assert.Contains("nowhere", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_are_no_topics_that_is_said() =>
        Assert.Equal("There are no topics.\n", (await server.RunAsync("queue", "topics")).Output.ReplaceLineEndings("\n"));

    private async Task MakeAsync(string queue)
    {
        using var client = new HttpClient();
        using var content = new StringContent("<Queue xmlns=\"http://mns.aliyuncs.com/doc/v1/\"/>", Encoding.UTF8, "text/xml");
        using var made = await client.PutAsync(new Uri($"{server.Endpoint}/queues/{queue}"), content);
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
    }
}
