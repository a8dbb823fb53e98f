using System.Text;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Queues;

namespace Sluice.Targets.Messages.Tests;

public sealed class MessageTargetTests : IAsyncDisposable
{
    private const string Queue = "\"resourceArn\":\"acs:mns:::/queues/orders/messages\"";
    private const string Topic = "\"resourceArn\":\"acs:mns:::/topics/news/messages\"";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-messages-");
    private readonly QueueStore _queues;

    public MessageTargetTests() =>
        _queues = QueueStore.Open(Path.Combine(_directory.FullName, "queues.db"), TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _queues.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData("\"message\":\"hello\"", "hello")]
    [InlineData("\"message\":{\"id\":1}", """{"id":1}""")]
    [InlineData("\"message\":[1]", "[1]")]
    public async Task A_message_lies_in_its_queue_and_the_result_says_which_it_is(string parameters, string body)
    {
        var result = (JsonObject)(await SendAsync($"{Queue},{parameters},\"priority\":3")).Value.Value;

        var seen = Assert.Single(await _queues.PeekAsync(AccountId.Default, "orders", 16));
        Assert.Equal((body, 3), (Encoding.UTF8.GetString(seen.Body), seen.Priority));
        Assert.Equal(JsonValue.Of(seen.Id), result.Get("MessageId"));
        Assert.Equal(JsonValue.Of(seen.BodyMd5), result.Get("MessageBodyMD5"));
    }

    [Theory]
    [InlineData(Queue + ",\"message\":\"\"")]
    [InlineData(Queue + ",\"message\":\"a\",\"priority\":0")]
    [InlineData("\"resourceArn\":\"acs:mns:::/queues/-/messages\",\"message\":\"a\"")]
    [InlineData("\"resourceArn\":\"acs:mns:::/topics/a_b/messages\",\"message\":\"a\"")]
    [InlineData("long")]
    public async Task The_twin_refuses_what_the_real_one_does_in_the_same_words(string parameters)
    {
        var given = parameters == "long" ? $"{Queue},\"message\":\"{new string('x', 65_537)}\"" : parameters;

        var failure = (await SendAsync(given)).Failure;

        Assert.NotNull(failure);
        Assert.Equal(failure, new MessageTwin().Check(Call(given)));
    }

    [Fact]
    public async Task The_twin_answers_like_the_real_one()
    {
        var real = (JsonObject)(await SendAsync($"{Queue},\"message\":\"a\"")).Value.Value;
        var twin = (JsonObject)(await new MessageTwin().InvokeAsync(Call($"{Queue},\"message\":\"a\""), CancellationToken.None)).Value.Value;

        Assert.Equal(real.Members.ToArray().Select(member => member.Key), twin.Members.ToArray().Select(member => member.Key));
        Assert.Equal(real.Get("MessageBodyMD5"), twin.Get("MessageBodyMD5"));
    }

    [Fact]
    public async Task A_probe_reads_the_file_of_messages_and_sends_nothing()
    {
        var entry = Assert.Single(new MessageTarget(_queues, new() { MakesMissing = true }).Entries);

        Assert.Equal(TargetProbe.Reached, await entry.Probe!(CancellationToken.None));
        Assert.Empty(await _queues.ListQueuesAsync(AccountId.Default, "", "", 10));
    }

    [Fact]
    public async Task An_attempt_that_is_made_again_sends_the_same_message()
    {
        var first = await SendAsync($"{Queue},\"message\":\"a\"");
        var again = await SendAsync($"{Queue},\"message\":\"a\"");
        var next = await SendAsync($"{Queue},\"message\":\"a\"", key: "2-1-1");

        Assert.Equal(first.Value, again.Value);
        Assert.NotEqual(first.Value, next.Value);
        Assert.Equal(2, (await _queues.PeekAsync(AccountId.Default, "orders", 16)).Count);
    }

    [Fact]
    public async Task A_message_to_a_topic_comes_to_the_queues_that_want_its_tag()
    {
        await _queues.MakeTopicAsync(AccountId.Default, "news");
        await _queues.MakeQueueAsync(AccountId.Default, "paid", new());
        await _queues.SubscribeAsync(AccountId.Default, "news", new Subscription("s", "paid", "paid"));

        await SendAsync($"{Topic},\"message\":\"a\",\"messageTag\":\"paid\"");
        await SendAsync($"{Topic},\"message\":\"b\",\"messageTag\":\"open\"", key: "2-1-1");

        Assert.Equal("a", Encoding.UTF8.GetString(Assert.Single(await _queues.PeekAsync(AccountId.Default, "paid", 16)).Body));
    }

    [Theory]
    [InlineData("\"message\":\"a\"", "resourceArn")]
    [InlineData("\"resourceArn\":\"acs:mns:::/queues/orders\",\"message\":\"a\"", "resourceArn")]
    [InlineData(Queue, "message")]
    [InlineData(Queue + ",\"message\":\"\"", "message")]
    [InlineData(Queue + ",\"message\":3", "message")]
    [InlineData(Queue + ",\"message\":\"a\",\"priority\":17", "priority")]
    [InlineData(Queue + ",\"message\":\"a\",\"delaySeconds\":-1", "delaySeconds")]
    [InlineData(Queue + ",\"message\":\"a\",\"messageTag\":\"t\"", "messageTag")]
    [InlineData(Topic + ",\"message\":\"a\",\"messageAttributes\":1", "messageAttributes")]
    public async Task A_parameter_that_cannot_be_is_named(string parameters, string field)
    {
        var failure = (await SendAsync(parameters)).Failure!;

        Assert.Equal("FnF.InvalidArgument", failure.Code);
        Assert.StartsWith(field, failure.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Queue, "MNS.QueueNotExist")]
    [InlineData(Topic, "MNS.TopicNotExist")]
    public async Task Where_nothing_is_made_a_missing_one_fails_and_says_which_setting_makes_it(string arn, string code)
    {
        var failure = (await SendAsync($"{arn},\"message\":\"a\"", makesMissing: false)).Failure!;

        Assert.Equal(code, failure.Code);
        Assert.Contains("messages.makeMissing", failure.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_cannot_be_and_a_message_that_is_too_long_fail()
    {
        Assert.Equal("MNS.InvalidArgument", (await SendAsync(
            "\"resourceArn\":\"acs:mns:::/queues/a b/messages\",\"message\":\"a\"")).Failure!.Code);
        Assert.Equal("MNS.InvalidArgument", (await SendAsync(
            $"{Queue},\"message\":\"{new string('x', 65_537)}\"")).Failure!.Code);
    }

    [Fact]
    public async Task Each_account_has_its_own_queues()
    {
        await SendAsync($"{Queue},\"message\":\"a\"");

        var refusal = await Assert.ThrowsAsync<QueueException>(() => _queues.PeekAsync(AccountId.FromStored("2000"), "orders", 1));

        Assert.Equal("QueueNotExist", refusal.Code);
    }

    private Task<Outcome<JsonPayload>> SendAsync(string members, string key = "1-1-1", bool makesMissing = true) =>
        new MessageTarget(_queues, new() { MakesMissing = makesMissing }).InvokeAsync(Call(members, key), CancellationToken.None);

    private static TaskCall Call(string members, string key = "1-1-1")
    {
        Assert.True(JsonReading.TryParse($"{{{members}}}", out var parameters, out var problem), problem);
        return new TaskCall(
            MessageTarget.SendMessage,
            JsonPayload.Of(parameters),
            TaskToken: null,
            key,
            64 * 1024,
            new TaskContext(AccountId.Default, "f", "run", "send", "", DateTimeOffset.MaxValue));
    }
}
