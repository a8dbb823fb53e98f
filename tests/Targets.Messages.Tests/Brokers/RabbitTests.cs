using System.Collections.Concurrent;
using System.Text;
using RabbitMQ.Client;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Outbound;
using Sluice.Queues;

namespace Sluice.Targets.Messages.Tests.Brokers;

/// <summary>Goal: what a RabbitMQ broker is given, and what becomes of messages when it goes away. Method: Debian's broker, read by its own client.</summary>
public sealed class RabbitTests(RabbitBroker broker) : IClassFixture<RabbitBroker>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-rabbit-");
    private readonly string _name = "q" + Guid.NewGuid().ToString("N");
    private QueueStore? _queues;
    private IConnection? _connection;

    public async ValueTask InitializeAsync()
    {
        _queues = Open();
        _connection = await broker.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _connection!.DisposeAsync();
        await _queues!.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData(1, 15)]
    [InlineData(16, 0)]
    public async Task A_message_is_kept_in_the_queue_of_its_name_and_says_which_it_is(int priority, int theirs)
    {
        await using var target = Target();

        var result = (JsonObject)(await SendAsync(target, $$"""
            "message":{"id":7},"priority":{{priority}},"messageAttributes":{"colour":"red","n":1}
            """)).Value.Value;

        var kept = Assert.Single(await TakeAsync(_name, 1));
        Assert.Equal("""{"id":7}""", Encoding.UTF8.GetString(kept.Body.Span));
        Assert.Equal(("1-1-1", "application/json", true, theirs), (kept.BasicProperties.MessageId, kept.BasicProperties.ContentType, kept.BasicProperties.Persistent, kept.BasicProperties.Priority));
        var headers = kept.BasicProperties.Headers!.ToDictionary(header => header.Key, header => header.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : header.Value);
        Assert.Equal(("1-1-1", "1000000000000000", "f", "red", "1"), (headers["idempotency-key"], headers["sluice-account"], headers["sluice-flow"], headers["colour"], headers["n"]));
        Assert.Equal(JsonValue.Of("1-1-1"), result.Get("MessageId"));
    }

    [Fact]
    public async Task Higher_priorities_are_taken_first()
    {
        await using var target = Target();
        foreach (var (key, priority) in new[] { ("1", 16), ("2", 8), ("3", 1) })
        {
            Assert.Null((await SendAsync(target, $"\"message\":\"a\",\"priority\":{priority}", key)).Failure);
        }

        Assert.Equal(["3", "2", "1"], (await TakeAsync(_name, 3)).Select(message => message.BasicProperties.MessageId));
    }

    [Fact]
    public async Task A_topic_is_a_topic_exchange_and_the_tag_its_routing_key()
    {
        await using var target = Target();
        Assert.Null((await PublishAsync(target, "\"message\":\"nobody hears it\"")).Failure);
        await using var channel = await _connection!.CreateChannelAsync();
        await channel.QueueDeclareAsync(_name + "-reds", durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync(_name + "-reds", _name, "red");

        Assert.Null((await PublishAsync(target, "\"message\":\"b\",\"messageTag\":\"blue\"")).Failure);
        Assert.Null((await PublishAsync(target, "\"message\":\"r\",\"messageTag\":\"red\"", key: "2")).Failure);

        Assert.Equal("2", Assert.Single(await TakeAsync(_name + "-reds", 1)).BasicProperties.MessageId);
        Assert.Null(await channel.BasicGetAsync(_name + "-reds", autoAck: true));
    }

    [Theory]
    [InlineData("queues", "MNS.QueueNotExist")]
    [InlineData("topics", "MNS.TopicNotExist")]
    public async Task What_is_not_there_and_is_not_to_be_made_fails_the_task(string kind, string code)
    {
        await using var target = Target(makesMissing: false);

        var failure = (await SendAsync(target, "\"message\":\"a\"", kind: kind)).Failure;

        Assert.Equal(code, failure?.Code);
        Assert.Contains("messages.makeMissing", failure?.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_is_full_and_refuses_is_told_apart_from_a_lost_connection()
    {
        await using var target = Target();
        await using var channel = await _connection!.CreateChannelAsync();
        await channel.QueueDeclareAsync(_name, durable: true, exclusive: false, autoDelete: false, arguments: new Dictionary<string, object?>
        {
            ["x-max-length"] = 1,
            ["x-overflow"] = "reject-publish",
        });

        Assert.Null((await SendAsync(target, "\"message\":\"a\"", "1")).Failure);

        Assert.Equal("MNS.MessageNacked", (await SendAsync(target, "\"message\":\"a\"", "2")).Failure?.Code);
    }

    [Fact]
    public async Task An_exchange_that_was_taken_away_is_made_again()
    {
        await using var target = Target();
        Assert.Null((await PublishAsync(target, "\"message\":\"a\"")).Failure);
        await using var channel = await _connection!.CreateChannelAsync();
        await channel.ExchangeDeleteAsync(_name);

        Assert.Null((await PublishAsync(target, "\"message\":\"b\"", key: "2")).Failure);

        await channel.ExchangeDeclarePassiveAsync(_name);
    }

    [Fact]
    public async Task A_user_that_the_broker_does_not_know_fails_the_task_without_the_password()
    {
        await using var target = Target(broker.Backend with { User = "me", Password = "a-password" });

        var failure = (await SendAsync(target, "\"message\":\"a\"")).Failure;

        Assert.Equal("MNS.AccessDenied", failure?.Code);
        Assert.DoesNotContain("a-password", failure?.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_is_not_there_or_may_not_be_called_fails_the_task_at_once()
    {
        await using var refused = Target(new MessageBackend.Rabbit("127.0.0.1", 1, "/", IsTls: false));
        await using var forbidden = Target(broker.Backend, connections: new() { Egress = EgressPolicy.PublicOnly });

        Assert.Equal("MNS.RequestFailed", (await SendAsync(refused, "\"message\":\"a\"")).Failure?.Code);
        Assert.Contains("egress policy", (await SendAsync(forbidden, "\"message\":\"a\"")).Failure?.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_where_it_is_and_whether_it_can_be_reached()
    {
        await using var target = Target();
        await using var nowhere = Target(new MessageBackend.Rabbit("127.0.0.1", 1, "/", IsTls: false));

        var entry = target.Entries.Single(entry => entry.Name == "queue *");

        Assert.Equal(("rabbitmq", $"amqp://127.0.0.1:{broker.Port}"), (entry.Backend, entry.Address));
        Assert.Null((await entry.Probe!(default)).Problem);
        Assert.NotNull((await nowhere.Entries.Single(entry => entry.Name == "queue *").Probe!(default)).Problem);
    }

    [Fact]
    public async Task A_delayed_message_waits_with_the_server_and_goes_out_though_it_was_restarted()
    {
        await using (var target = Target())
        {
            Assert.Null((await SendAsync(target, "\"message\":\"later\",\"delaySeconds\":2")).Failure);
            Assert.Null((await SendAsync(target, "\"message\":\"later\",\"delaySeconds\":2")).Failure);
        }

        await _queues!.DisposeAsync();
        _queues = Open();
        await using var next = Target();

        Assert.Equal("1-1-1", Assert.Single(await TakeAsync(_name, 1)).BasicProperties.MessageId);
        Assert.Empty(await _queues.PeekAsync(AccountId.FromStored("messages"), "delayed", 16));
    }

    [Fact]
    public async Task None_is_lost_and_what_comes_twice_says_so_when_the_broker_dies_and_comes_back()
    {
        await using var target = Target();
        Assert.Null((await SendAsync(target, "\"message\":\"first\"", "0")).Failure);
        var (acknowledged, failed) = (new ConcurrentBag<string>(), new ConcurrentBag<StepFailure>());
        var died = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = Task.WhenAll(Enumerable.Range(1, 20).Select(async sender =>
        {
            for (var i = 0; i < 100; i++)
            {
                var key = $"{sender}-{i}";
                if ((await SendAsync(target, "\"message\":\"m\"", key)).Failure is { } failure)
                {
                    failed.Add(failure);
                }
                else
                {
                    acknowledged.Add(key);
                }

                if (acknowledged.Count >= 500)
                {
                    died.TrySetResult();
                }

                // Half of what there is to send is sent only when the broker has been killed.
                await (i == 50 ? died.Task : Task.CompletedTask);
            }
        }));

        await died.Task.WaitAsync(Patience);
        await broker.KillAsync();
        await broker.StartAsync();
        await sending.WaitAsync(Patience);

        await _connection!.DisposeAsync();
        _connection = await broker.ConnectAsync();
        var kept = (await TakeAllAsync(_name)).Select(message => message.BasicProperties.MessageId!).ToList();
        Assert.Empty(failed);
        Assert.Equal(2_000, acknowledged.Count);
        Assert.Empty(acknowledged.Except(kept));
        Assert.Equal(2_001, kept.Distinct().Count());
    }

    private QueueStore Open() => QueueStore.Open(Path.Combine(_directory.FullName, "queues.db"), TimeProvider.System);

    private MessageTarget Target(MessageBackend? backend = null, bool makesMissing = true, ConnectionOptions? connections = null) => new(_queues!, new()
    {
        MakesMissing = makesMissing,
        Routes = [new(false, "*", backend ?? broker.Backend), new(true, "*", backend ?? broker.Backend)],
        Connections = connections ?? new(),
        BrokerPatience = Patience,
    });

    private Task<Outcome<JsonPayload>> PublishAsync(MessageTarget target, string members, string key = "1-1-1") =>
        SendAsync(target, members, key, "topics");

    private Task<Outcome<JsonPayload>> SendAsync(MessageTarget target, string members, string key = "1-1-1", string kind = "queues")
    {
        Assert.True(JsonReading.TryParse($"{{\"resourceArn\":\"acs:mns:::/{kind}/{_name}/messages\",{members}}}", out var parameters, out var problem), problem);
        return target.InvokeAsync(
            new TaskCall(
                MessageTarget.SendMessage,
                JsonPayload.Of(parameters),
                TaskToken: null,
                key,
                64 * 1024,
                new TaskContext(AccountId.Default, "f", "run", "send", "", DateTimeOffset.MaxValue)),
            CancellationToken.None).WaitAsync(Patience);
    }

    /// <summary>So many messages, as soon as they are there.</summary>
    private async Task<List<BasicGetResult>> TakeAsync(string queue, int count)
    {
        var taken = new List<BasicGetResult>();
        using var limit = new CancellationTokenSource(Patience);
        while (taken.Count < count)
        {
            limit.Token.ThrowIfCancellationRequested();
            taken.AddRange(await TakeAllAsync(queue));
        }

        return taken;
    }

    /// <summary>All that a queue has now; none of one that is not there yet.</summary>
    private async Task<List<BasicGetResult>> TakeAllAsync(string queue)
    {
        await using var channel = await _connection!.CreateChannelAsync();
        var taken = new List<BasicGetResult>();
        try
        {
            while (await channel.BasicGetAsync(queue, autoAck: true) is { } message)
            {
                taken.Add(message);
            }
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            await Task.Yield();
        }

        return taken;
    }
}
