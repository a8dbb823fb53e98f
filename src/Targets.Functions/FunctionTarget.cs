using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Outbound;

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
public sealed class FunctionTarget : ITaskTarget, IDisposable
{
    public const string InvokeFunction = "FC:InvokeFunction";

    private readonly FunctionMap _map;
    private readonly HttpMessageInvoker _connections;
    private readonly BackgroundCalls _background;
    private readonly int _mostPerHost;
    private readonly int _jsonDepth;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public FunctionTarget(FunctionTargetOptions options)
    {
        _map = new FunctionMap(options.Functions);
        _connections = Connections.Create(options.Connections);
        _background = new BackgroundCalls(options.MaxBackgroundCalls);
        (_mostPerHost, _jsonDepth) = (options.Connections.MaxConnectionsPerHost, options.JsonDepth);
    }

    public IReadOnlyCollection<string> Actions { get; } = [InvokeFunction];

    /// <remarks>The host and port of the program that stands for the function: what hangs, hangs there.</remarks>
    public CallPlace PlaceOf(TaskCall call) =>
        call.Parameters.Value is JsonObject parameters
        && parameters.Get("resourceArn") is JsonString { Value: var arn }
        && FunctionName.TryParse(arn, out var name)
        && _map.Find(name) is { } url
            ? new(UrlRules.HostAndPort(url), _mostPerHost)
            : new(InvokeFunction);

    public async Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (!FunctionCall.Read(call).TryGet(out var function, out var failure))
        {
            return failure;
        }

        if (_map.Find(function.Name) is not { } url)
        {
            return new StepFailure(
                "FC.FunctionNotFound",
                $"No program stands for {function.Name.Text}. Name one in the setting 'functions'.");
        }

        // Whoever waits for the function's end has a token; without one the task is done with the call.
        if (!function.IsAsync || call.TaskToken is not null)
        {
            return await SendAsync(function, url, call, cancellationToken);
        }

        return _background.TryStart(stopping => SendAsync(function, url, call, stopping))
            ? FunctionAnswer.Accepted(function)
            : new StepFailure("FC.ResourceExhausted", "Too many asynchronous calls are under way.");
    }

    public void Dispose()
    {
        _background.Dispose();
        _connections.Dispose();
    }

    private async Task<Outcome<JsonPayload>> SendAsync(
        FunctionCall function, Uri url, TaskCall call, CancellationToken cancellationToken)
    {
        try
        {
            using var message = function.ToMessage(url, call.IdempotencyKey);
            using var response = await _connections.SendAsync(message, cancellationToken);
            return await FunctionAnswer.ReadAsync(response, function, call, _jsonDepth, cancellationToken);
        }
        catch (Exception e) when (Connections.IsLostAnswer(e))
        {
            // A cancelled connection may break in ways that look like the other side's doing.
            cancellationToken.ThrowIfCancellationRequested();
            return new StepFailure(
                "FC.RequestFailed",
                $"{url.GetLeftPart(UriPartial.Authority)} for {function.Name.Text}: "
                + $"{e.GetBaseException().Message.TrimEnd('.')}.");
        }
    }
}
