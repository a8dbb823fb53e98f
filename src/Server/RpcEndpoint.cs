using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Authentication;
using Sluice.Server.Errors;
using Sluice.Server.Operations;
using Sluice.Server.Throttling;
using Sluice.Server.Wire;

namespace Sluice.Server;

/// <summary>The one door: a request comes in, is read, checked and carried out, and an answer goes
/// out.</summary>
/// <remarks>The order of the checks is the protocol's, section 11.1; the first failure answers.</remarks>
/// <param name="limits">What a request is held to before it is understood.</param>
/// <param name="authenticator">Null leaves the server open to programs on this machine.</param>
/// <param name="rates">Null when calls are not limited.</param>
internal sealed partial class RpcEndpoint(
    FrozenDictionary<string, Operation> operations,
    Limits limits,
    Authenticator? authenticator,
    CallRates? rates,
    ILogger<RpcEndpoint> logger)
{
    public const string ContentType = "application/json;charset=utf-8";

    public async Task HandleAsync(HttpContext context)
    {
        var connection = context.Features.Get<RefusalWriter>();
        connection?.ApplicationSpeaks = true;
        var started = Stopwatch.GetTimestamp();
        using var answer = AnswerBuffer.Rent();
        var call = new Call(context, answer);
        try
        {
            await AnswerAsync(call);
            await SendAsync(call);
        }
        catch (Exception e) when (IsHangUp(e, context))
        {
            // Nobody is left to answer.
            call.Status = StatusCodes.Status499ClientClosedRequest;
        }
        finally
        {
            connection?.ApplicationSpeaks = false;
        }

        var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        LogCall(call.RequestId, call.Action ?? "", call.Status, milliseconds);
    }

    private async Task AnswerAsync(Call call)
    {
        try
        {
            var operation = await AdmitAsync(call);
            BeginAnswer(call);
            await operation.Handler(
                call.Request!.Parameters, AccountId.Default, call.Answer.Json, call.Context.RequestAborted);
            call.Answer.Json.WriteEndObject();
        }
        catch (ApiException error)
        {
            Fail(call, error);
        }
        catch (BadHttpRequestException broken)
        {
            // Where the next request would begin cannot be known any more.
            call.Context.Response.Headers.Connection = "close";
            Fail(call, Refusals.ByStatus(broken.StatusCode));
        }
        catch (Exception bug) when (!IsHangUp(bug, call.Context))
        {
            LogFailure(bug, call.RequestId, call.Action ?? "");
            Fail(call, ApiException.InternalServerError(bug));
        }
    }

    /// <summary>Everything up to the operation itself: who calls, what, and whether that may be.</summary>
    private async ValueTask<Operation> AdmitAsync(Call call)
    {
        var http = call.Context.Request;
        if (authenticator is null)
        {
            LoopbackGuard.Check(http.Headers);
        }

        CheckTarget(call.Context);
        var body = await RequestBody.ReadAsync(
            call.Context, limits.RequestBytes, call.Context.RequestAborted);
        var query = http.QueryString.Value ?? "";
        var request = RpcRequest.Decode(
            http.Method, query.AsSpan(query.Length == 0 ? 0 : 1), http.Headers, body, limits);
        call.Request = request;
        call.RequestId = RequestIds.FindOwn(request.Parameters) ?? call.RequestId;

        var target = CallTarget.Of(request, mustBeSigned: authenticator is not null);
        if (!operations.TryGetValue(target.Action, out var operation))
        {
            throw ApiException.ActionNotSupported(Shown.Short(target.Action));
        }

        call.Action = operation.Name;
        target.CheckVersion();
        authenticator?.Verify(request, operation.Mutates);
        Throttle(call, operation);
        return operation;
    }

    private void Throttle(Call call, Operation operation)
    {
        if (rates?.Refuse(AccountId.Default, operation.Name, out var wait) is { } refusal)
        {
            // Clients that know this header wait by themselves. Source: API reference, section 2.6.
            call.Context.Response.Headers["x-acs-retry-after"] =
                Math.Ceiling(wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
            throw refusal;
        }
    }

    private static bool IsHangUp(Exception e, HttpContext context) =>
        (e is OperationCanceledException or IOException) && context.RequestAborted.IsCancellationRequested;

    private static void CheckTarget(HttpContext context)
    {
        var http = context.Request;
        if (http.Path.HasValue && http.Path.Value != "/")
        {
            throw Refusals.UnknownPath(http.Path.Value);
        }

        if (!HttpMethods.IsGet(http.Method) && !HttpMethods.IsPost(http.Method))
        {
            context.Response.Headers.Allow = "GET, POST";
            throw Refusals.MethodNotAllowed(http.Method);
        }
    }

    private static void BeginAnswer(Call call)
    {
        call.Answer.Json.WriteStartObject();
        call.Answer.Json.WriteString("RequestId"u8, call.RequestId);
    }

    private static void Fail(Call call, ApiException error)
    {
        call.Status = error.HttpStatus;
        call.Answer.Clear();
        ErrorJson.Write(call.Answer.Json, error, call.RequestId, call.Context.Request.Headers.Host.ToString());
    }

    private static async Task SendAsync(Call call)
    {
        var response = call.Context.Response;
        var body = call.Answer.Written;
        response.StatusCode = call.Status;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        response.Headers["x-acs-request-id"] = call.RequestId;
        await response.BodyWriter.WriteAsync(body);
    }

    /// <summary>One request on its way through.</summary>
    private sealed class Call(HttpContext context, AnswerBuffer answer)
    {
        public HttpContext Context => context;

        public AnswerBuffer Answer => answer;

        public string RequestId { get; set; } = RequestIds.New();

        /// <summary>Null until it could be decoded.</summary>
        public RpcRequest? Request { get; set; }

        /// <summary>Null until it is known to be one of ours.</summary>
        public string? Action { get; set; }

        public int Status { get; set; } = StatusCodes.Status200OK;
    }
}
