using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Outbound;

namespace Sluice.Targets.Functions.Hosts;

/// <summary>A function behind a URL, whichever protocol it speaks there.</summary>
/// <param name="connections">Belongs to the caller.</param>
internal sealed class HttpHost(
    HttpMessageInvoker connections, IFunctionProtocol protocol, int mostPerHost, int jsonDepth) : IFunctionHost
{
    /// <remarks>The host and port of what stands for the function: what hangs, hangs there.</remarks>
    public CallPlace Place { get; } = new(UrlRules.HostAndPort(protocol.Endpoint), mostPerHost);

    public string? Address { get; init; }

    public Func<CancellationToken, Task<TargetProbe>>? Probe { get; init; }

    public bool KeepsAsyncCalls => protocol.KeepsAsyncCalls;

    public async Task<Outcome<JsonPayload>> InvokeAsync(
        FunctionCall function, TaskCall call, bool isHandedOver, CancellationToken cancellationToken)
    {
        if (protocol.Problem(function.Name) is { } problem)
        {
            return problem;
        }

        try
        {
            using var message = protocol.Request(function, call.IdempotencyKey, isHandedOver);
            using var response = await connections.SendAsync(message, cancellationToken);
            var answer = await FunctionAnswer.ReadAsync(
                response, function, call, jsonDepth, protocol.PlatformCode, cancellationToken);
            return isHandedOver && answer.Failure is null ? FunctionAnswer.Accepted(function) : answer;
        }
        catch (Exception e) when (Connections.IsLostAnswer(e))
        {
            // A cancelled connection may break in ways that look like the other side's doing.
            cancellationToken.ThrowIfCancellationRequested();
            return new StepFailure(
                FunctionFailures.RequestFailed,
                $"{protocol.Endpoint.GetLeftPart(UriPartial.Authority)} for {function.Name.Text}: "
                + $"{e.GetBaseException().Message.TrimEnd('.')}.");
        }
    }
}
