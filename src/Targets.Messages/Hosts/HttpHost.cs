using Sluice.Model;
using Sluice.Outbound;

namespace Sluice.Targets.Messages.Hosts;

/// <summary>Somebody who takes messages over HTTP.</summary>
/// <param name="connections">Belongs to the caller.</param>
internal abstract class HttpHost(HttpMessageInvoker connections, Uri url, int mostPerHost) : IMessageHost
{
    /// <summary>So much of an answer is looked at.</summary>
    private const int AnswerBytes = 16 * 1024;

    public CallPlace Place { get; } = new(UrlRules.HostAndPort(url), mostPerHost);

    public Task<TargetProbe> ProbeAsync(ConnectionOptions options, CancellationToken cancellationToken) =>
        TargetProbe.OfAsync(() => Connections.ReachAsync(options, url, cancellationToken), Connections.IsNoConnection);

    public async Task<Outcome<TakenMessage>> SendAsync(MessageCall message, TaskCall call, CancellationToken cancellationToken)
    {
        if (Problem(message) is { } problem)
        {
            return problem;
        }

        try
        {
            using var request = Request(message, call);
            using var response = await connections.SendAsync(request, cancellationToken);
            var body = await ResponseBytes.ReadStartAsync(response, AnswerBytes, cancellationToken);
            return Answer(response, BodyText.Decode(response.Content.Headers.ContentType, body.Bytes, body.IsCut), message, call);
        }
        catch (Exception e) when (Connections.IsLostAnswer(e))
        {
            // A cancelled connection may break in ways that look like the other side's doing.
            cancellationToken.ThrowIfCancellationRequested();
            return new StepFailure(
                MessageFailures.RequestFailed,
                $"{url.GetLeftPart(UriPartial.Authority)} for {message.Title}: {e.GetBaseException().Message.TrimEnd('.')}.");
        }
    }

    /// <summary>Why a message cannot go there; null when it can.</summary>
    protected virtual StepFailure? Problem(MessageCall message) => null;

    protected abstract HttpRequestMessage Request(MessageCall message, TaskCall call);

    /// <param name="text">The start of the body.</param>
    protected abstract Outcome<TakenMessage> Answer(HttpResponseMessage response, string text, MessageCall message, TaskCall call);
}
