using System.Text;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Outbound;

namespace Sluice.Targets.Http;

/// <summary>Turns the parameters of <c>HTTP:Request</c> into a checked call.</summary>
/// <remarks>
/// Parameters with other names are ignored, as unknown fields of a definition are; a parameter whose value is
/// null counts as absent. Source: definition language, section 10.1.
/// </remarks>
internal static class HttpCallReading
{
    private static readonly HttpMethod[] Methods =
    [
        HttpMethod.Get, HttpMethod.Post, HttpMethod.Patch, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Head,
    ];

    public static Outcome<HttpCall> Read(TaskCall call)
    {
        try
        {
            return HttpSecrets.Problem(call) is { } problem ? problem : Read((JsonObject)call.Parameters.Value, call);
        }
        catch (UnusableParameterException e)
        {
            return StepFailure.InvalidArgument(e.Parameter, e.Message);
        }
    }

    private static HttpCall Read(JsonObject parameters, TaskCall call)
    {
        var url = ReadUrl(parameters);
        var method = ReadMethod(parameters);
        var headers = ReadHeaders(parameters);
        var body = ReadBody(parameters, out var isJson);

        AddIfAbsent(headers, "User-Agent", "Sluice");
        AddIfAbsent(headers, HeaderRules.IdempotencyKey, call.IdempotencyKey);
        if (isJson)
        {
            AddIfAbsent(headers, "Content-Type", "application/json");
        }

        if (call.TaskToken is { } token)
        {
            // The token of this very attempt, whatever the flow has put there.
            headers.RemoveAll(header => IsNamed(header, TaskHeaders.TaskToken));
            AddIfAbsent(headers, TaskHeaders.TaskToken, token);
        }

        return new(method, url, headers, body);
    }

    private static Uri ReadUrl(JsonObject parameters)
    {
        var text = ReadText(parameters, "url");

        // Readers of URLs disagree about these characters, and so would whoever checks and whoever connects.
        if (text.Any(char.IsControl) || text.Contains('\\'))
        {
            throw new UnusableParameterException("url", "it holds a backslash or a control character");
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            throw new UnusableParameterException("url", "it must be a complete URL such as https://host/path");
        }

        return UrlRules.Problem(url) is { } problem
            ? throw new UnusableParameterException("url", problem)
            : WithQuery(url, ReadMap(parameters, "query"));
    }

    private static Uri WithQuery(Uri url, List<KeyValuePair<string, string>> query)
    {
        if (query.Count == 0)
        {
            return url;
        }

        var added = query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}");
        var parts = added.Prepend(url.Query).Where(part => part.Length > 1);
        return new UriBuilder(url) { Query = string.Join('&', parts) }.Uri;
    }

    private static HttpMethod ReadMethod(JsonObject parameters)
    {
        var text = ReadText(parameters, "method");
        return Methods.FirstOrDefault(m => string.Equals(m.Method, text, StringComparison.OrdinalIgnoreCase))
            ?? throw new UnusableParameterException("method", "it must be GET, POST, PATCH, PUT, DELETE or HEAD");
    }

    private static byte[]? ReadBody(JsonObject parameters, out bool isJson)
    {
        var body = parameters.Get("body");
        isJson = body is JsonObject or JsonArray;
        return body switch
        {
            JsonNull => null,
            JsonString text => Encoding.UTF8.GetBytes(text.Value),
            JsonObject or JsonArray => JsonPayload.Of(body).Utf8.ToArray(),
            _ => throw new UnusableParameterException(
                "body", $"it must be a string, an object or an array, not {body.KindName}"),
        };
    }

    private static string ReadText(JsonObject parameters, string name) => parameters.Get(name) switch
    {
        JsonString { Value.Length: > 0 } text => text.Value,
        JsonNull => throw new UnusableParameterException(name, "it is required"),
        var other => throw new UnusableParameterException(name, $"it must be a non-empty string, not {Describe(other)}"),
    };

    private static string Describe(JsonValue value) => value is JsonString ? "an empty one" : value.KindName;

    /// <summary>An object whose members are strings, numbers or booleans, as texts.</summary>
    private static List<KeyValuePair<string, string>> ReadMap(JsonObject parameters, string name)
    {
        var map = parameters.Get(name) switch
        {
            JsonNull => JsonObject.Empty,
            JsonObject given => given,
            var other => throw new UnusableParameterException(name, $"it must be an object, not {other.KindName}"),
        };

        var pairs = new List<KeyValuePair<string, string>>(map.Count);
        foreach (var (key, value) in map.Members)
        {
            pairs.Add(KeyValuePair.Create(key, ReadScalar($"{name}.{key}", value)));
        }

        return pairs;
    }

    private static string ReadScalar(string place, JsonValue value) => value switch
    {
        JsonString text => text.Value,
        JsonNumber or JsonBoolean => value.ToString(),
        _ => throw new UnusableParameterException(
            place, $"it must be a string, a number or a boolean, not {value.KindName}"),
    };

    private static List<KeyValuePair<string, string>> ReadHeaders(JsonObject parameters)
    {
        var headers = ReadMap(parameters, "headers");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            var problem = HeaderRules.ProblemWithName(name)
                ?? HeaderRules.ProblemWithValue(value)
                ?? (names.Add(name) ? null : "is given twice; capital letters make no difference");
            if (problem is not null)
            {
                throw new UnusableParameterException("headers", $"'{OneLine(name)}' {problem}");
            }
        }

        return headers;
    }

    /// <summary>What is not a header name may be anything; its message is one short line.</summary>
    private static string OneLine(string text) =>
        string.Concat((text.Length <= 60 ? text : text[..60] + "…").Select(c => char.IsControl(c) ? '?' : c));

    private static void AddIfAbsent(List<KeyValuePair<string, string>> headers, string name, string value)
    {
        if (!headers.Exists(header => IsNamed(header, name)))
        {
            headers.Add(KeyValuePair.Create(name, value));
        }
    }

    private static bool IsNamed(KeyValuePair<string, string> header, string name) =>
        string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Ends the reading at the first bad parameter; never leaves this file.</summary>
    private sealed class UnusableParameterException(string parameter, string problem) : Exception(problem)
    {
        public string Parameter { get; } = parameter;
    }
}
