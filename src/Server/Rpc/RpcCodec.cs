using System.Globalization;
using Sluice.Model;
using Sluice.Server.Admission;
using Sluice.Server.Answers;
using Sluice.Server.Authentication;
using Sluice.Server.Errors;
using Sluice.Server.Operations;
using Sluice.Server.Routing;
using Sluice.Server.Wire;

namespace Sluice.Server.Rpc;

/// <summary>The RPC form of requests and answers, in which the vendor's clients speak.</summary>
/// <param name="apis">Several may share a path, and differ in their version then.</param>
/// <param name="limits">What a request is held to before it is understood.</param>
/// <param name="authenticator">Null when calls need not be signed.</param>
internal sealed class RpcCodec(IReadOnlyList<Api> apis, Limits limits, Authenticator? authenticator) : ICodec
{
    /// <summary>What a body comes to by the time it is a call: the bytes, and its parameters as texts besides.</summary>
    private const int TextsOfByte = 2;

    private readonly Api[] _apis = [.. apis];

    /// <summary>The door of these APIs; it answers what no other takes, too.</summary>
    public static Door Door(IReadOnlyList<Api> apis, Limits limits, Guards guards, ILoggerFactory loggers) =>
        new(new RpcCodec(apis, limits, guards.Authenticator), guards, loggers.CreateLogger<Door>());

    public async ValueTask<Wanted> DecodeAsync(Call call)
    {
        var http = call.Context.Request;
        var path = CheckPath(http);
        CheckMethod(call.Context);
        if (http.ContentLength is not <= BodyPieces.FreeBytes)
        {
            call.Visit.Claim(Credentials.ClaimedKey(http));
        }

        var body = await RequestBody.ReadAsync(
            call.Context, call.Visit, limits.RequestBytes, () => LookAtHead(call, path), call.Context.RequestAborted);
        if (body.Length > BodyPieces.FreeBytes)
        {
            call.Visit.Hold(TextsOfByte * (long)body.Length);
        }

        var request = Decode(http, body);
        call.RequestId = RequestIds.FindOwn(request.Parameters) ?? call.RequestId;
        return Find(call, path, request);
    }

    public void Open(Call call)
    {
        call.Answer.Json.WriteStartObject();
        call.Answer.Json.WriteString("RequestId"u8, call.RequestId);
    }

    public void Close(Call call) => call.Answer.Json.WriteEndObject();

    public void WriteError(Call call, ApiException error) =>
        ErrorJson.Write(call.Answer.Json, error, call.RequestId, call.Context.Request.Headers.Host.ToString());

    public Answer Finish(Call call)
    {
        var headers = call.Context.Response.Headers;
        headers["x-acs-request-id"] = call.RequestId;
        if (call.RetryAfter is { } wait)
        {
            // Clients that know this header wait by themselves. Source: API reference, section 2.6.
            headers["x-acs-retry-after"] = Math.Ceiling(wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
            headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return Answer.Buffered(call.Status, AnswerBuffer.ContentType, call.Answer.Written);
    }

    private RpcRequest Decode(HttpRequest http, ReadOnlyMemory<byte> body)
    {
        var query = http.QueryString.Value ?? "";
        return RpcRequest.Decode(
            http.Method, query.AsSpan(query.Length == 0 ? 0 : 1), http.Headers, body, limits, http.Path.Value ?? "/");
    }

    /// <summary>Before a large body is taken: what its head says must be right, as far as it says anything. With RPC v1 in a
    /// form it says nothing.</summary>
    private void LookAtHead(Call call, string path)
    {
        var head = Decode(call.Context.Request, body: default);
        if (!head.IsSignedByHeader && head.Parameters.Plain("Signature") is null)
        {
            return;
        }

        var operation = Find(call, path, head).Operation;
        call.Wanted = null;
        if (!operation.TakesPayload)
        {
            throw ApiException.EntityTooLarge(RequestBody.LargeBytes);
        }

        authenticator?.CheckHead(head);
    }

    private Wanted Find(Call call, string path, RpcRequest request)
    {
        var target = CallTarget.Of(request, mustBeSigned: authenticator is not null);
        var api = FindApi(path, target);
        if (!api.Operations.TryGetValue(target.Action, out var operation))
        {
            throw ApiException.ActionNotSupported(Excerpt.Of(target.Action));
        }

        var wanted = new Wanted(request, operation, api.Service);
        call.Wanted = wanted;
        target.CheckVersion(api.Version);
        return wanted;
    }

    /// <summary>The API that has the version asked for, or else the first of the path.</summary>
    /// <remarks>Clients of RPC v1 can set no path: at the root every API answers.</remarks>
    private Api FindApi(string path, CallTarget target)
    {
        foreach (var api in _apis)
        {
            if ((path == "/" || path == api.Path) && api.Version == target.Version)
            {
                return api;
            }
        }

        return Array.Find(_apis, api => api.Path == path)!;
    }

    /// <returns>The path of an API.</returns>
    private string CheckPath(HttpRequest http)
    {
        var trimmed = http.Path.Value?.TrimEnd('/') is { Length: > 0 } longer ? longer : "/";
        foreach (var api in _apis)
        {
            if (api.Path == trimmed)
            {
                return trimmed;
            }
        }

        throw Refusals.UnknownPath(http.Path.Value!);
    }

    private static void CheckMethod(HttpContext context)
    {
        var method = context.Request.Method;
        if (!HttpMethods.IsGet(method) && !HttpMethods.IsPost(method))
        {
            context.Response.Headers.Allow = "GET, POST";
            throw Refusals.MethodNotAllowed(method);
        }
    }
}
