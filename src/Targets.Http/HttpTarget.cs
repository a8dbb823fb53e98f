using System.Net;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Outbound;
using Sluice.Targets.Secrets;

namespace Sluice.Targets.Http;

/// <summary>Calls any HTTP service: the action <c>HTTP:Request</c>.</summary>
/// <remarks>
/// <para>
/// There is no time limit but the caller's: a task without <c>Timeout</c> waits as long as the connection lives.
/// </para>
/// <para>Source: definition language, sections 7.1, 8.4 and 10.1.</para>
/// </remarks>
public sealed class HttpTarget : ITaskTarget, IDisposable
{
    public const string Request = "HTTP:Request";

    private const string RequestFailed = "HTTP.RequestFailed";

    /// <summary>Source: definition language, section 10.1.</summary>
    private const int MaxRedirects = 10;

    private readonly HttpMessageInvoker _connections;
    private readonly ConnectionOptions _options;
    private readonly int _jsonDepth;
    private readonly SecretBook _secrets;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public HttpTarget(HttpTargetOptions options)
    {
        _connections = Connections.Create(options.Connections);
        (_options, _jsonDepth, _secrets) = (options.Connections, options.JsonDepth, options.Secrets);
    }

    public IReadOnlyCollection<string> Actions { get; } = [Request];

    /// <remarks>Where it goes stands in each call, so there is nothing to probe.</remarks>
    public IReadOnlyList<TargetEntry> Entries { get; } =
        [new TargetEntry(Request, "http") { Actions = [Request], NoAnswer = [RequestFailed] }];

    /// <remarks>The host and port that the URL names; where it is redirected to is not counted.</remarks>
    public CallPlace PlaceOf(TaskCall call) =>
        call.Parameters.Value is JsonObject parameters
        && parameters.Get("url") is JsonString { Value: var text }
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
            ? new(UrlRules.HostAndPort(url), _options.MostCallsTo(url))
            : new(Request);

    public async Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (!HttpCallReading.Read(call).TryGet(out var request, out var failure))
        {
            return failure;
        }

        if (call.Secrets.Count == 0)
        {
            return await AskAsync(request, call.MaxResultBytes, SecretMask.None, cancellationToken);
        }

        return (await HttpSecrets.FillAsync(call, request, _secrets, cancellationToken)).TryGet(out var filled, out failure)
            ? filled.Mask.Of(await AskAsync(filled.Request, call.MaxResultBytes, filled.Mask, cancellationToken))
            : failure;
    }

    public void Dispose() => _connections.Dispose();

    private async Task<Outcome<JsonPayload>> AskAsync(
        HttpCall call, int maxResultBytes, SecretMask mask, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(call, maxResultBytes, mask, cancellationToken);
        }
        catch (Exception e) when (Connections.IsLostAnswer(e))
        {
            // A cancelled connection may break in ways that look like the other side's doing.
            cancellationToken.ThrowIfCancellationRequested();
            return NoAnswer(call, $"{e.GetBaseException().Message.TrimEnd('.')}.");
        }
    }

    private async Task<Outcome<JsonPayload>> SendAsync(
        HttpCall call, int maxResultBytes, SecretMask mask, CancellationToken cancellationToken)
    {
        var current = call;
        for (var redirects = 0; ; redirects++)
        {
            using var message = current.ToMessage();
            using var response = await _connections.SendAsync(message, cancellationToken);
            if (FindRedirect(response) is not { } location)
            {
                return await HttpAnswer.ReadAsync(response, maxResultBytes, _jsonDepth, mask, cancellationToken);
            }

            if (redirects == MaxRedirects)
            {
                return NoAnswer(call, $"The server redirects more than {MaxRedirects} times.");
            }

            if (current.Redirect(response.StatusCode, location, out current) is { } problem)
            {
                return NoAnswer(call, problem);
            }
        }
    }

    /// <summary>Null when the response is no redirect, or does not say where to.</summary>
    private static string? FindRedirect(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            => response.Headers.NonValidated.TryGetValues("Location", out var location) ? location.First() : null,
        _ => null,
    };

    private static StepFailure NoAnswer(HttpCall call, string why) =>
        new(RequestFailed, $"{call.Title}: {why}");
}
