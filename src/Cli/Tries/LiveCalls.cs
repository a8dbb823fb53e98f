using Sluice.Cli.Configuration;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Wording;
using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Server.Starting;
using Sluice.Targets;
using Sluice.Targets.Chat;
using Sluice.Targets.Functions;
using Sluice.Targets.Http;
using Sluice.Targets.Services;
using Sluice.Testing.Runs;

namespace Sluice.Cli.Tries;

/// <summary><c>sluice try-state --live</c>: the calls of a state are made, as a server with the same settings would make them.</summary>
/// <remarks>Buckets, queues and event buses are a server's own, which may be at work on them: those are not called from here.</remarks>
internal sealed class LiveCalls : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly TargetSet _targets;
    private readonly Limits _limits;
    private readonly CancellationToken _cancelled;

    private LiveCalls(TargetSet targets, Limits limits, CancellationToken cancelled) =>
        (_targets, _limits, _cancelled) = (targets, limits, cancelled);

    /// <exception cref="UsageException">The state calls nothing that can be called from here.</exception>
    /// <exception cref="StartException">Settings cannot be.</exception>
    public static LiveCalls Open(State state, SettingValues values, Limits limits, CancellationToken cancelled)
    {
        if (state is not TaskState task)
        {
            throw new UsageException(Texts.FormatLiveCallsNothing(state.Name));
        }

        if (!task.EndsWithItsCall)
        {
            throw new UsageException(Texts.FormatLiveWaits(state.Name));
        }

        var options = SluiceOptions.Read(values);
        var targets = new TargetSet(
            new HttpTarget(options.Http), new FunctionTarget(options.Functions), new ChatTarget(options.Chat), new ServiceTarget(options.Services));
        return targets.Find(task.Action) is not null
            ? new(targets, limits, cancelled)
            : throw new UsageException(Texts.FormatLiveServerOnly(task.Action));
    }

    /// <summary>Makes a call, and waits for its answer.</summary>
    public Outcome<JsonPayload> Make(OpenCall call)
    {
        var context = new TaskContext(AccountId.Default, "try", "try", call.State.Name, "", DateTimeOffset.UtcNow + Longest);
        return _targets.Find(call.Action)!.InvokeAsync(
            new TaskCall(call.Action, call.Parameters, TaskToken: null, Guid.NewGuid().ToString(), _limits.StateDataBytes, context)
            {
                Secrets = call.Secrets,
            },
            _cancelled).GetAwaiter().GetResult();
    }

    public ValueTask DisposeAsync() => _targets.DisposeAsync();
}
