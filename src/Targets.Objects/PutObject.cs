using System.Text;
using Sluice.Model.Json;
using Sluice.Objects;

namespace Sluice.Targets.Objects;

/// <summary><c>OSS:PutObject</c>: a text as it is, an object or array as JSON, or bytes given in
/// base64.</summary>
internal static class PutObject
{
    public static async Task<JsonPayload> InvokeAsync(
        IObjectStore store, ObjectParameters parameters, CancellationToken cancellationToken)
    {
        var address = parameters.Address();
        var bytes = ReadBody(parameters);

        var info = await store.PutAsync(address, bytes, cancellationToken);
        return Results.Written(info);
    }

    private static ReadOnlyMemory<byte> ReadBody(ObjectParameters parameters)
    {
        var body = parameters.Get("body");
        if (parameters.Flag("isBase64"))
        {
            return ReadBase64(body);
        }

        return body switch
        {
            JsonString text => Encoding.UTF8.GetBytes(text.Value),
            JsonObject or JsonArray => JsonPayload.Of(body).Utf8Memory,
            JsonNull => throw new BadParameterException("body", "it is required; an empty object has the body \"\""),
            _ => throw new BadParameterException(
                "body", $"it must be a string, an object or an array, not {body.KindName}"),
        };
    }

    private static byte[] ReadBase64(JsonValue body)
    {
        try
        {
            return body is JsonString text
                ? Convert.FromBase64String(text.Value)
                : throw new BadParameterException("body", $"with isBase64 it must be a string, not {body.KindName}");
        }
        catch (FormatException)
        {
            throw new BadParameterException("body", "with isBase64 it must be base64, and is not");
        }
    }
}
