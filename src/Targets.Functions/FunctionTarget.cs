using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Targets.Functions;

/// <summary>Invokes functions: the action <c>FC:InvokeFunction</c>.</summary>
/// <remarks>
/// <para>
/// A function that is invoked synchronously, or whose end the task waits for, is called through to its end, however long
/// that takes; only an asynchronous call of a task that is done with the call itself is accepted and made in the
/// background. So a crash makes the call again rather than losing its result.
/// </para>
/// <para>Source: definition language, sections 7, 8.4 and 10.2; classic language, sections 5 and 6.3.</para>
/// </remarks>
public sealed class FunctionTarget : ITaskTarget, IAsyncDisposable
{
    public const string InvokeFunction = "FC:InvokeFunction";

    private readonly FunctionHosts _hosts;
    private readonly FunctionMap _map;
    private readonly BackgroundCalls _background;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public FunctionTarget(FunctionTargetOptions options)
    {
        _hosts = new FunctionHosts(options);
        _map = new FunctionMap(_hosts.All);
        _background = new BackgroundCalls(options.MaxBackgroundCalls);
    }

    public IReadOnlyCollection<string> Actions { get; } = [InvokeFunction];

    /// <remarks>What stands for the function: what hangs, hangs there.</remarks>
    public CallPlace PlaceOf(TaskCall call) =>
        call.Parameters.Value is JsonObject parameters
        && parameters.Get("resourceArn") is JsonString { Value: var arn }
        && FunctionName.TryParse(arn, out var name)
        && _map.Find(name) is { } host
            ? host.Place
            : new(InvokeFunction);

    public async Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (!FunctionCall.Read(call).TryGet(out var function, out var failure))
        {
            return failure;
        }

        if (_map.Find(function.Name) is not { } host)
        {
            return new StepFailure(
                FunctionFailures.FunctionNotFound,
                $"Nothing stands for {function.Name.Text}. Add an entry for it to the setting 'functions'; see docs/functions.md.");
        }

        // Whoever waits for the function's end has a token; without one the task is done with the call.
        var isHandedOver = function.IsAsync && call.TaskToken is null;
        if (!isHandedOver || host.KeepsAsyncCalls)
        {
            return await host.InvokeAsync(function, call, isHandedOver, cancellationToken);
        }

        return _background.TryStart(stopping => host.InvokeAsync(function, call, isHandedOver: false, stopping))
            ? FunctionAnswer.Accepted(function)
            : new StepFailure(FunctionFailures.ResourceExhausted, "Too many asynchronous calls are under way.");
    }

    public ValueTask DisposeAsync()
    {
        _background.Dispose();
        return _hosts.DisposeAsync();
    }
}
