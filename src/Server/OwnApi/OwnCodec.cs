using System.Globalization;
using System.Text.Json;
using Sluice.Model;
using Sluice.Server.Admission;
using Sluice.Server.Answers;
using Sluice.Server.Authentication;
using Sluice.Server.Routing;
using Sluice.Server.Wire;

namespace Sluice.Server.OwnApi;

/// <summary>The form of the own API: paths name things, bodies and answers are JSON, errors are small objects.</summary>
/// <param name="authenticator">Null when calls need not be signed.</param>
internal sealed class OwnCodec(RouteTable routes, Limits limits, Authenticator? authenticator) : ICodec
{
    public const string ArchiveType = "application/zip";

    public async ValueTask<Wanted> DecodeAsync(Call call)
    {
        var http = call.Context.Request;
        var path = OwnPath.Of(call.Context);
        var (resource, values) = Find(call.Context, path);
        if (http.ContentLength is not <= BodyPieces.FreeBytes)
        {
            call.Visit.Claim(Credentials.ClaimedKey(http));
        }

        var body = await RequestBody.ReadAsync(
            call.Context,
            call.Visit,
            limits.RequestBytes,
            () => LookAtHead(http, path, resource),
            call.Context.RequestAborted);
        var request = OwnRequests.Read(http, path, resource, values, body, limits);
        var wanted = new Wanted(request, resource.Operation, OwnDoor.Service);
        call.Wanted = wanted;
        return wanted;
    }

    public void Open(Call call) => call.Answer.Json.WriteStartObject();

    public void Close(Call call) => call.Answer.Json.WriteEndObject();

    public void WriteError(Call call, ApiException error)
    {
        var json = call.Answer.Json;
        json.WriteStartObject();
        json.WriteString("code"u8, error.Code);
        json.WriteString("message"u8, error.Message);
        json.WriteString("requestId"u8, call.RequestId);
        if (error.Problems.Count > 0)
        {
            WriteProblems(json, error.Problems);
        }

        json.WriteEndObject();
    }

    public Answer Finish(Call call)
    {
        var headers = call.Context.Response.Headers;
        headers["x-acs-request-id"] = call.RequestId;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        if (call.RetryAfter is { } wait)
        {
            headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (call.Besides?.Cookie is { } cookie)
        {
            headers.Append("Set-Cookie", cookie);
        }

        if (call.Besides?.Attachment is { } file)
        {
            headers.ContentDisposition = $"attachment; filename=\"{file.Name}\"";
            return Answer.Buffered(call.Status, ArchiveType, file.Content);
        }

        return call.Besides?.Pieces is { } pieces
            ? Answer.Streamed(call.Besides.PiecesType, pieces)
            : Answer.Buffered(call.Status, AnswerBuffer.ContentType, call.Answer.Written);
    }

    /// <summary>What is wrong with a definition, as every answer shows it.</summary>
    public static void WriteProblems(Utf8JsonWriter json, IEnumerable<DefinitionProblem> problems)
    {
        json.WriteStartArray("diagnostics"u8);
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, problem.Code);
            json.WriteString("severity"u8, problem.Severity);
            json.WriteString("message"u8, problem.Message);
            json.WriteString("hint"u8, problem.Hint);
            json.WriteNumber("line"u8, problem.Line);
            json.WriteNumber("column"u8, problem.Column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Before a large body is taken: its head must be right, as far as it says anything.</summary>
    private void LookAtHead(HttpRequest http, OwnPath path, Resource resource)
    {
        if (resource.Body.Count == 0)
        {
            throw ApiException.EntityTooLarge(RequestBody.LargeBytes);
        }

        if (OwnRequests.Head(http, path) is { IsSignedByHeader: true } head)
        {
            authenticator?.CheckHead(head);
        }
    }

    private (Resource Resource, IReadOnlyList<string> Values) Find(HttpContext context, OwnPath path)
    {
        string? allowed = null;
        try
        {
            return routes.Find(context.Request.Method, path, out allowed);
        }
        finally
        {
            if (allowed is not null)
            {
                context.Response.Headers.Allow = allowed;
            }
        }
    }
}
