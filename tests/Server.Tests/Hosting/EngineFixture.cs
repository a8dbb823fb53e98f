using System.Collections.Frozen;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Engine;
using Sluice.Server.Operations;
using Sluice.Storage.Memory;
using Sluice.Targets;
using Sluice.Workbench;

namespace Sluice.Server.Tests.Hosting;

/// <summary>A server in front of a whole engine, with a store in memory and a service that only takes note of calls.</summary>
public sealed class EngineFixture : IAsyncLifetime
{
    private readonly TokenTaker _service = new();
    private SluiceEngine? _engine;

    public ServerFixture Server { get; private set; } = new();

    /// <summary>The task token of the first call to the service.</summary>
    internal Task<string> TaskToken => _service.Token.Task;

    /// <summary>Completes when a DescribeExecution has reached its operation.</summary>
    internal TaskCompletionSource DescribeBegan { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask InitializeAsync()
    {
        _engine = await SluiceEngine.OpenAsync(
            new MemoryStore(shardCount: 2),
            new TargetSet(_service),
            new EngineOptions(),
            EnginePorts.OfThisMachine(NullLoggerFactory.Instance),
            _ => { },
            CancellationToken.None);
        Server = new ServerFixture { Operations = Operations };
        await Server.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _engine!.DisposeAsync();
    }

    /// <summary>Makes a call, everything in a form.</summary>
    internal async Task<RawAnswer> CallAsync(string action, params (string Name, string Value)[] parameters) =>
        await Server.SendAsync(RawRequest.Of(action, parameters));

    private FrozenDictionary<string, Operation> Operations(CancellationToken stopping)
    {
        var table = OperationTable.Of(_engine!, new Region("cn-test", "sluice.test:8700"), stopping);
        var described = table[nameof(DescribeExecution)];
        var watched = new Operation<ReadCall>(described.Name, described.Mutates)
        {
            Naming = described.Naming,
            Reading = described.Read,
            Subject = call => call.Subject,
            Run = (call, _, answer, gone) =>
            {
                var done = call.RunAsync(answer, gone);
                DescribeBegan.TrySetResult();
                return done;
            },
        };
        return OperationTable.Of(table.Values.Select(operation => operation.Name == watched.Name ? watched : operation));
    }
}
