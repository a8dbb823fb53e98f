using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Events;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Queues;
using Sluice.Targets.Events.Sinks;

namespace Sluice.Targets.Events.Tests;

/// <summary>Goal: a task's event lies in its bus's log, and what no bus would take fails the task with a sentence.</summary>
public sealed class EventTargetTests : IAsyncDisposable
{
    private const string Usual = "\"eventBusName\":\"orders\",\"source\":\"shop\",\"id\":\"1\",\"type\":\"paid\"";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-put-events-");
    private readonly QueueStore _queues;
    private readonly EventSinks _sinks = new(new());
    private readonly EventBuses _buses;
    private readonly EventTarget _target;

    public EventTargetTests()
    {
        _queues = QueueStore.Open(Path.Combine(_directory.FullName, "queues.db"), TimeProvider.System);
        _buses = new EventBuses(
            _queues.Buses, new() { Buses = ["orders"] }, [], NullLogger<EventBuses>.Instance, TimeProvider.System);
        _target = new EventTarget(_buses, _sinks, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _buses.DisposeAsync();
        await _queues.DisposeAsync();
        _sinks.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task An_event_is_a_cloud_event_in_the_log_and_the_result_is_as_documented()
    {
        var result = (await PutAsync($"{Usual},\"data\":{{\"n\":1}}")).Value;

        var stored = Assert.Single(await _queues.Buses.ListEventsAsync(AccountId.Default, "orders", null, 10));
        var made = (JsonObject)Json(Encoding.UTF8.GetString(stored.Body));
        Assert.Equal(
            Json("""["1.0","1","shop","paid","acs:fnf::1000000000000000:flow/f","application/json",{"n":1},"1000000000000000","orders"]"""),
            new JsonArray(
            [
                .. new[]
                {
                    "specversion", "id", "source", "type", "subject", "datacontenttype", "data", "aliyunaccountid", "aliyuneventbusname",
                }.Select(made.Get),
            ]));
        Assert.True(DateTimeOffset.TryParse(((JsonString)made.Get("time")).Value, out _));
        Assert.Equal(Json("""{"FailedEntryCount":0,"EntryList":[{"EventId":"1"}],"EventId":"1","RequestId":"1-1-1"}"""), result.Value);
    }

    [Fact]
    public async Task An_attempt_that_is_made_again_puts_the_same_event()
    {
        await PutAsync(Usual);

        Assert.Null((await PutAsync(Usual)).Failure);
        Assert.Single(await _queues.Buses.ListEventsAsync(AccountId.Default, "orders", null, 10));
    }

    [Theory]
    [InlineData("\"eventBusName\":\"orders\",\"source\":\"shop\",\"id\":\"1\"", "type: it must be a text that is not empty.")]
    [InlineData(Usual + ",\"subject\":1", "subject: it must be a text that is not empty.")]
    [InlineData(Usual + ",\"data\":[1]", "data: it must be an object, not an array.")]
    [InlineData("\"eventBusName\":\"or ders\",\"source\":\"shop\",\"id\":\"1\",\"type\":\"paid\"", "eventBusName: a name is letters")]
    [InlineData("\"eventBusName\":\"orders\",\"source\":\"http://[\",\"id\":\"1\",\"type\":\"paid\"", "The event: ")]
    [InlineData("\"eventBusName\":\"orders\",\"source\":\"s\",\"id\":\"\\u0001\",\"type\":\"paid\"", "The event: ")]
    [InlineData("long", "The event has more than 65536 bytes")]
    public async Task The_twin_refuses_what_the_real_one_does_in_the_same_words(string parameters, string sentence)
    {
        var given = parameters == "long" ? $"{Usual},\"data\":{{\"a\":\"{new string('x', 65_537)}\"}}" : parameters;

        var failure = (await PutAsync(given)).Failure;

        Assert.StartsWith(sentence, failure!.Cause, StringComparison.Ordinal);
        Assert.Equal(failure, new EventTwin().Check(Call(given)));
        Assert.Empty(await _queues.Buses.ListEventsAsync(AccountId.Default, "orders", null, 10));
    }

    [Fact]
    public async Task The_twin_answers_like_the_real_one() => Assert.Equal(
        (await PutAsync(Usual)).Value, (await new EventTwin().InvokeAsync(Call(Usual), CancellationToken.None)).Value);

    [Fact]
    public async Task A_bus_that_there_is_not_is_told_with_the_setting_to_add()
    {
        var failure = (await PutAsync(Usual.Replace("orders", "news", StringComparison.Ordinal))).Failure!;

        Assert.Equal(
            ("EventBridge.EventBusNotExist", "There is no event bus 'news'; the setting events.buses has orders. Add it there."),
            (failure.Code, failure.Cause));
    }

    [Fact]
    public async Task What_cannot_be_stored_is_a_failure_and_not_lost_without_a_word()
    {
        await _queues.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => PutAsync(Usual));
    }

    private static JsonValue Json(string text) =>
        JsonReading.TryParse(text, out var value, out var problem) ? value : throw new ArgumentException(problem);

    private static TaskCall Call(string members) => new(
        EventTarget.PutEvents,
        JsonPayload.Of(Json($"{{{members}}}")),
        TaskToken: null,
        "1-1-1",
        64 * 1024,
        new TaskContext(AccountId.Default, "f", "run", "put", "", DateTimeOffset.MaxValue));

    private Task<Outcome<JsonPayload>> PutAsync(string members) => _target.InvokeAsync(Call(members), CancellationToken.None);
}
