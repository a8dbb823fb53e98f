using RabbitMQ.Client;
using Sluice.Targets.Messages.Tests.Brokers;
using Sluice.Workbench;

namespace Sluice.Cli.Tests.Serving;

/// <summary>A started server that is killed while a broker's confirmation is on its way.</summary>
public sealed class KilledMessageTests(RabbitBroker broker) : IClassFixture<RabbitBroker>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sluice-killed-message-");

    private string Data => Path.Combine(_root.FullName, "data");

    public void Dispose() => _root.Delete(recursive: true);

    [LinuxFact]
    public async Task A_message_that_nobody_knows_of_is_sent_again_with_the_same_id_and_recorded_once()
    {
        await using var relay = new DeafRelay(broker.Port);
        var settings = Path.Combine(_root.FullName, "sluice.yaml");
        await File.WriteAllTextAsync(settings, $"messages: {{ routes: [{{ queue: '*', rabbitmq: 'amqp://127.0.0.1:{relay.Port}' }}] }}");
        await using var connection = await broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        BasicGetResult sent;
        await using (var server = await StartedServer.StartAsync(Data, more: ["--config", settings]))
        {
            await server.CreateFlowAsync("send", """
                Type: StateMachine
                SpecVersion: v1
                StartAt: a
                States:
                  - Name: a
                    Type: Task
                    Action: MNS:SendMessage
                    Parameters: { resourceArn: "acs:mns:::/queues/killed/messages", message: hello }
                    End: true
                """);
            Assert.Null(await server.TryStartAsync("send", "before"));
            Assert.Equal("Succeeded", await server.StatusAsync("send", "before", wait: 60));
            await TakeAsync(channel);

            relay.SwallowsAnswers = true;
            Assert.Null(await server.TryStartAsync("send", "killed"));
            sent = await TakeAsync(channel);
            Assert.Equal("Running", await server.StatusAsync("send", "killed"));
        }

        relay.SwallowsAnswers = false;
        await using var next = await StartedServer.StartAsync(Data, more: ["--config", settings]);

        Assert.Equal("Succeeded", await next.StatusAsync("send", "killed", wait: 60));
        Assert.Equal(sent.BasicProperties.MessageId, (await TakeAsync(channel)).BasicProperties.MessageId);
        var history = (await next.CallAsync("GetExecutionHistory", ("FlowName", "send"), ("ExecutionName", "killed"))).Body.GetProperty("Events");
        Assert.Single(history.EnumerateArray(), line => line.GetProperty("Type").GetString() == "TaskSucceeded");
        Assert.Null(await channel.BasicGetAsync("killed", autoAck: true));
    }

    private static async Task<BasicGetResult> TakeAsync(IChannel channel)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await channel.BasicGetAsync("killed", autoAck: true, limit.Token) is { } message)
            {
                return message;
            }
        }
    }
}
