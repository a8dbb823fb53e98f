using System.Text.Json;
using Sluice.Model;

namespace Sluice.Server.Errors;

/// <summary>The body of every error.</summary>
/// <remarks>Member names are capitalised: some clients take anything else for success. Source: protocol,
/// section 6.</remarks>
internal static class ErrorJson
{
    /// <param name="hostId">The request's Host; empty when it is not known.</param>
    public static void Write(Utf8JsonWriter json, ApiException error, string requestId, string hostId)
    {
        json.WriteStartObject();
        json.WriteString("RequestId"u8, requestId);
        json.WriteString("HostId"u8, hostId);
        json.WriteString("Code"u8, error.Code);
        json.WriteString("Message"u8, error.Message);
        if (error.AccessDeniedDetail.Count > 0)
        {
            json.WriteStartObject("AccessDeniedDetail"u8);
            foreach (var (name, value) in error.AccessDeniedDetail)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
