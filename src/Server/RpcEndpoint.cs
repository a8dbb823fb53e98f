using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Sluice.Engine.Commits;
using Sluice.Model;
using Sluice.Server.Accounts;
using Sluice.Server.Answers;
using Sluice.Server.Audit;
using Sluice.Server.Authentication;
using Sluice.Server.Errors;
using Sluice.Server.Operations;
using Sluice.Server.Wire;
using Sluice.Storage;

namespace Sluice.Server;

/// <summary>The one door: a request comes in, is read, checked and carried out, and an answer goes
/// out.</summary>
/// <remarks>The order of the checks is the protocol's, section 11.1; the first failure answers.</remarks>
/// <param name="apis">Several may share a path, and differ in their version then.</param>
/// <param name="limits">What a request is held to before it is understood.</param>
internal sealed partial class RpcEndpoint(
    IReadOnlyList<Api> apis, Limits limits, Guards guards, ILogger<RpcEndpoint> logger)
{
    public const string ContentType = "application/json;charset=utf-8";

    private readonly DamageReports _damage = new(TimeProvider.System, logger);

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
            call.Outcome = "ClientClosedRequest";
        }
        finally
        {
            connection?.ApplicationSpeaks = false;
        }

        var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        LogCall(call.RequestId, call.Operation?.Name ?? "", call.Status, milliseconds);
        NoteCall(call, milliseconds);
    }

    private async Task AnswerAsync(Call call)
    {
        try
        {
            var read = await AdmitAsync(call);
            BeginAnswer(call);
            await read.RunAsync(call.Answer.Json, call.Context.RequestAborted);
            call.Answer.Json.WriteEndObject();
        }
        catch (ApiException error)
        {
            Fail(call, error);
        }
        catch (StoreRefusedException refused)
        {
            // The log has it from the engine, once a minute.
            Fail(call, ApiException.StoreCannotWrite(refused.Message, refused));
        }
        catch (BadHttpRequestException broken)
        {
            if (!HttpProtocol.IsHttp2(call.Context.Request.Protocol))
            {
                // Where the next request would begin cannot be known any more.
                call.Context.Response.Headers.Connection = "close";
            }

            Fail(call, Refusals.ByStatus(broken.StatusCode));
        }
        catch (StoreDamagedException damage)
        {
            _damage.Note(damage);
            Fail(call, ApiException.Damaged(damage.Message, damage));
        }
        catch (Exception bug) when (!IsHangUp(bug, call.Context))
        {
            LogFailure(bug, call.RequestId, call.Operation?.Name ?? "");
            Fail(call, ApiException.InternalServerError(bug));
        }
    }

    /// <summary>Everything up to the operation itself: who calls, what, and whether that may be.</summary>
    private async ValueTask<ReadCall> AdmitAsync(Call call)
    {
        var http = call.Context.Request;
        if (guards.Authenticator is null)
        {
            LoopbackGuard.Check(http.Headers);
        }

        var path = CheckTarget(call.Context);
        var body = await RequestBody.ReadAsync(
            call.Context, limits.RequestBytes, call.Context.RequestAborted);
        var query = http.QueryString.Value ?? "";
        var request = RpcRequest.Decode(
            http.Method, query.AsSpan(query.Length == 0 ? 0 : 1), http.Headers, body, limits, http.Path.Value ?? "/");
        call.Request = request;
        call.RequestId = RequestIds.FindOwn(request.Parameters) ?? call.RequestId;

        var target = CallTarget.Of(request, mustBeSigned: guards.Authenticator is not null);
        var api = FindApi(path, target);
        if (!api.Operations.TryGetValue(target.Action, out var operation))
        {
            throw ApiException.ActionNotSupported(Shown.Short(target.Action));
        }

        (call.Operation, call.Service) = (operation, api.Service);
        target.CheckVersion(api.Version);
        var caller = guards.Authenticator?.Verify(request, operation.Mutates) ?? Caller.Open;
        call.Caller = caller with { Origin = Origin.Of(call.Context) };
        Throttle(call.Caller, call.Context, operation);
        var read = operation.Read(request.Parameters, call.Caller);
        if (guards.Gatekeeper is { } gatekeeper)
        {
            await gatekeeper.CheckAsync(
                call.Caller, $"{api.Service}:{operation.Name}", read, call.Context.RequestAborted);
        }

        return read;
    }

    /// <summary>The API that has the version asked for, or else the first of the path.</summary>
    /// <remarks>Clients of RPC v1 can set no path: at the root every API answers.</remarks>
    private Api FindApi(string path, CallTarget target) =>
        apis.FirstOrDefault(api => (path == "/" || path == api.Path) && api.Version == target.Version)
        ?? apis.First(api => api.Path == path);

    private void Throttle(Caller caller, HttpContext context, Operation operation)
    {
        if (guards.Rates?.Refuse(caller.Account, operation.Name, out var wait) is { } refusal)
        {
            // Clients that know this header wait by themselves. Source: API reference, section 2.6.
            context.Response.Headers["x-acs-retry-after"] =
                Math.Ceiling(wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
            throw refusal;
        }
    }

    /// <remarks>A connection that is closed because the server stops is aborted before its request is.</remarks>
    private static bool IsHangUp(Exception e, HttpContext context) =>
        (e is OperationCanceledException or IOException)
        && (context.RequestAborted.IsCancellationRequested
            || (e as ConnectionAbortedException ?? e.InnerException) is ConnectionAbortedException);

    /// <returns>The path of an API.</returns>
    private string CheckTarget(HttpContext context)
    {
        var http = context.Request;
        var trimmed = http.Path.Value?.TrimEnd('/') is { Length: > 0 } longer ? longer : "/";
        if (!apis.Any(api => api.Path == trimmed))
        {
            throw Refusals.UnknownPath(http.Path.Value!);
        }

        if (!HttpMethods.IsGet(http.Method) && !HttpMethods.IsPost(http.Method))
        {
            context.Response.Headers.Allow = "GET, POST";
            throw Refusals.MethodNotAllowed(http.Method);
        }

        return trimmed;
    }

    private static void BeginAnswer(Call call)
    {
        call.Answer.Json.WriteStartObject();
        call.Answer.Json.WriteString("RequestId"u8, call.RequestId);
    }

    private static void Fail(Call call, ApiException error)
    {
        (call.Status, call.Outcome) = (error.HttpStatus, error.Code);
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

        /// <summary>Null until it is proven.</summary>
        public Caller? Caller { get; set; }

        /// <summary>Null until it is known to be one of ours.</summary>
        public Operation? Operation { get; set; }

        /// <summary>Of the API that the operation belongs to; empty until it is known.</summary>
        public string Service { get; set; } = "";

        public int Status { get; set; } = StatusCodes.Status200OK;

        /// <summary>The code of the error; or that there was none.</summary>
        public string Outcome { get; set; } = AuditRecord.Success;
    }
}
