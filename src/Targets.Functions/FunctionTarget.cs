using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Targets.Functions;

/// <summary>Invokes functions: the action <c>FC:InvokeFunction</c>.</summary>
/// <remarks>
/// <para>
/// A function that is invoked synchronously, or whose end the task waits for, is called through to its end, however long
/// that takes; only an asynchronous call of a task that is done with the call itself is accepted: it is stored, and made
/// in the background. So a crash makes the call again rather than losing it or its result.
/// </para>
/// <para>Source: definition language, sections 7, 8.4 and 10.2; classic language, sections 5 and 6.3.</para>
/// </remarks>
public sealed class FunctionTarget : ITaskTarget, IAsyncDisposable
{
    public const string InvokeFunction = "FC:InvokeFunction";

    private readonly FunctionHosts _hosts;
    private readonly FunctionMap _map;
    private readonly AcceptedCalls? _accepted;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public FunctionTarget(FunctionTargetOptions options)
    {
        _hosts = new FunctionHosts(options);
        _map = new FunctionMap(_hosts.All);
        Entries = [.. _hosts.Entries, new TargetEntry(InvokeFunction, "none") { Actions = [InvokeFunction] }];
        _accepted = options.Queues is { } queues
            ? new AcceptedCalls(queues, options.MaxBackgroundCalls, MakeAcceptedAsync, options.Logger)
            : null;
    }

    public IReadOnlyCollection<string> Actions { get; } = [InvokeFunction];

    /// <remarks>One for each mapping, and behind them one for functions that nothing stands for.</remarks>
    public IReadOnlyList<TargetEntry> Entries { get; }

    /// <remarks>What stands for the function: what hangs, hangs there.</remarks>
    public CallPlace PlaceOf(TaskCall call) =>
        call.Parameters.Value is JsonObject parameters
        && parameters.Get("resourceArn") is JsonString { Value: var arn }
        && FunctionName.TryParse(arn, out var name)
        && _map.FindPlace(name) is { } place
            ? place
            : new(InvokeFunction);

    public async Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (!FunctionCall.Read(call).TryGet(out var function, out var failure))
        {
            return failure;
        }

        if (_map.Find(function.Name) is not { } host)
        {
            return NotFound(function);
        }

        // Whoever waits for the function's end has a token; without one the task is done with the call.
        var isHandedOver = function.IsAsync && call.TaskToken is null;
        if (!isHandedOver || host.KeepsAsyncCalls)
        {
            return await host.InvokeAsync(function, call, isHandedOver, cancellationToken);
        }

        if (_accepted is null)
        {
            return new StepFailure(FunctionFailures.ResourceExhausted, "This server keeps no asynchronous calls.");
        }

        await _accepted.AcceptAsync(call);
        return FunctionAnswer.Accepted(function);
    }

    public async ValueTask DisposeAsync()
    {
        if (_accepted is not null)
        {
            await _accepted.DisposeAsync();
        }

        await _hosts.DisposeAsync();
    }

    private async Task<Outcome<JsonPayload>> MakeAcceptedAsync(TaskCall call, CancellationToken stopping)
    {
        if (!FunctionCall.Read(call).TryGet(out var function, out var failure))
        {
            return failure;
        }

        // Settings may have changed since it was accepted.
        return _map.Find(function.Name) is { } host
            ? await host.InvokeAsync(function, call, isHandedOver: host.KeepsAsyncCalls, stopping)
            : NotFound(function);
    }

    private static StepFailure NotFound(FunctionCall function) => new(
        FunctionFailures.FunctionNotFound,
        $"Nothing stands for {function.Name.Text}. Add an entry for it to the setting 'functions'; see docs/functions.md.");
}
