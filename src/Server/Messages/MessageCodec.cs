using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Model;
using Sluice.Server.Admission;
using Sluice.Server.Routing;
using Sluice.Server.Wire;

namespace Sluice.Server.Messages;

/// <summary>The form of the vendor's message service: paths name things, bodies and answers are XML.</summary>
/// <remarks>
/// Operations write JSON with one member, whose name is the answer's element (<see cref="MessageXml"/>): <c>Location</c> stands
/// for something that was made, <c>Errors</c> for what could not be done of several things. Source: the vendor's message client.
/// </remarks>
/// <param name="signature">Null when calls need not be signed.</param>
internal sealed class MessageCodec(MessageRoutes routes, Limits limits, MessageSignature? signature) : ICodec
{
    private const string ContentType = "text/xml;charset=utf-8";

    public async ValueTask<Wanted> DecodeAsync(Call call)
    {
        var http = call.Context.Request;
        var route = routes.Find(http);
        if (http.ContentLength is not <= BodyPieces.FreeBytes)
        {
            call.Visit.Claim(MessageSignature.ClaimedKey(http));
        }

        var body = await RequestBody.ReadAsync(
            call.Context, call.Visit, limits.RequestBytes, () => signature?.CheckHead(http), call.Context.RequestAborted);
        MessageSignature.CheckDigest(http, body.Span);
        var content = MessageXml.Read(body);
        var operation = routes.Operation(http.Method, route, http.Query, content);
        List<KeyValuePair<string, ParameterValue>> named =
        [
            KeyValuePair.Create(MessageRequest.Name, (ParameterValue)route.Name),
            KeyValuePair.Create(MessageRequest.Inner, (ParameterValue)route.Inner),
            KeyValuePair.Create(MessageRequest.Content, (ParameterValue)content.ToString()),
            KeyValuePair.Create(MessageRequest.Address, (ParameterValue)$"{http.Scheme}://{http.Host}"),
            .. http.Query.Where(pair => pair.Value.Count == 1)
                .Select(pair => KeyValuePair.Create("?" + pair.Key.ToLowerInvariant(), (ParameterValue)pair.Value.ToString())),
            .. http.Headers.Where(header => header.Key.StartsWith("x-mns-", StringComparison.OrdinalIgnoreCase))
                .Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), (ParameterValue)header.Value.ToString())),
        ];
        var request = RpcRequest.OfPath(
            http.Method, http.Path.Value ?? "/", http.Headers, body, [], new Parameters([], []), new Parameters(named, []));
        var wanted = new Wanted(request, operation, MessageDoor.Service);
        call.Wanted = wanted;
        return wanted;
    }

    public void Open(Call call) => call.Answer.Json.WriteStartObject();

    public void Close(Call call) => call.Answer.Json.WriteEndObject();

    public void WriteError(Call call, ApiException error)
    {
        var json = call.Answer.Json;
        json.WriteStartObject();
        json.WriteStartObject("Error"u8);
        json.WriteString("Code"u8, error.Code);
        json.WriteString("Message"u8, error.Message);
        json.WriteString("RequestId"u8, call.RequestId);
        json.WriteString("HostId"u8, call.Context.Request.Host.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public Answer Finish(Call call)
    {
        var headers = call.Context.Response.Headers;
        headers["x-mns-request-id"] = call.RequestId;
        headers["x-mns-version"] = "2015-06-06";
        if (call.RetryAfter is { } wait)
        {
            headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        using var answer = JsonDocument.Parse(call.Answer.Written);
        var root = answer.RootElement.EnumerateObject().Cast<JsonProperty?>().FirstOrDefault();
        if (root is not { } element)
        {
            return Answer.Buffered(StatusCodes.Status204NoContent, ContentType, ReadOnlyMemory<byte>.Empty);
        }

        if (element.Name == "Location")
        {
            headers.Location = element.Value.GetString();
            return Answer.Buffered(StatusCodes.Status201Created, ContentType, ReadOnlyMemory<byte>.Empty);
        }

        var status = call.Status != StatusCodes.Status200OK ? call.Status
            : element.Name == "Errors" ? StatusCodes.Status404NotFound
            : routes.StatusOf(call.Action);
        return Answer.Buffered(status, ContentType, Encoding.UTF8.GetBytes(MessageXml.Write(element)));
    }
}
