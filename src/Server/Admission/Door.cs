using System.Diagnostics;
using Sluice.Model;
using Sluice.Server.Answers;
using Sluice.Server.Guests;
using Sluice.Server.Routing;
using Sluice.Server.Wire;

namespace Sluice.Server.Admission;

/// <summary>A way in: a request is decoded, admitted and carried out, and an answer goes out.</summary>
/// <remarks>Doors differ in their codec alone. The order of the checks is the protocol's, section 11.1; the first failure
/// answers.</remarks>
internal sealed partial class Door(ICodec codec, Guards guards, ILogger<Door> logger) : IResponder
{
    private readonly Failures _failures = new(logger);

    public async Task AnswerAsync(HttpContext context, CancellationToken stopping)
    {
        var started = Stopwatch.GetTimestamp();
        using var visit = Visit.Begin(context);
        using var answer = AnswerBuffer.Rent(visit);
        var call = new Call(context, visit, answer);
        try
        {
            await CarryOutAsync(call);
            if (!await codec.Finish(call).SendAsync(context, stopping))
            {
                HungUp(call);
            }
        }
        catch (Exception e) when (HangUp.Is(e, context.RequestAborted))
        {
            HungUp(call);
        }

        var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        NameSpan(call);
        LogCall(call.RequestId, call.Action, call.Status, milliseconds);
        guards.Note(call, milliseconds);
    }

    private async Task CarryOutAsync(Call call)
    {
        try
        {
            guards.CheckSource(call.Context.Request);
            var read = await guards.AdmitAsync(call, await codec.DecodeAsync(call));
            codec.Open(call);
            await guards.RunAsync(call, read);
            call.Besides = read.Besides?.Invoke();
            codec.Close(call);
        }
        catch (Exception e) when (e is BadHttpRequestException || !HangUp.Is(e, call.Context.RequestAborted))
        {
            Refuse(call, _failures.Of(e, call));
        }
    }

    private void Refuse(Call call, ApiException error)
    {
        call.Fail(error.HttpStatus, error.Code);
        call.Answer.Clear();
        if (error.HttpStatus == StatusCodes.Status429TooManyRequests)
        {
            // Not all of them at the same moment.
            call.RetryAfter ??= TimeSpan.FromSeconds(1 + (Random.Shared.NextDouble() / 2));
        }

        codec.WriteError(call, error);
    }

    /// <summary>The web server has begun a span, where somebody wants one, and knows no more than the path.</summary>
    private static void NameSpan(Call call)
    {
        if (Activity.Current is { } span && call.Action.Length > 0)
        {
            span.DisplayName = call.Action;
            span.SetTag("sluice.operation", call.Action).SetTag("sluice.request_id", call.RequestId);
        }
    }

    private static void HungUp(Call call) => call.Fail(StatusCodes.Status499ClientClosedRequest, "ClientClosedRequest");
}
