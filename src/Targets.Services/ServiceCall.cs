using System.Net.Http.Headers;
using System.Text;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Outbound;
using Sluice.Outbound.Signing;

namespace Sluice.Targets.Services;

/// <summary>A checked call of an API, as it goes over the wire.</summary>
/// <param name="Api">What is called, as the service names it.</param>
/// <param name="Path">As it is sent.</param>
/// <param name="Query">Names and values as they are meant.</param>
/// <param name="Body">Null for none.</param>
/// <remarks>Source: protocol, section 9; definition language, section 10.7.</remarks>
internal sealed record ServiceCall(
    ConfiguredService Service,
    string Api,
    HttpMethod Method,
    string Path,
    IReadOnlyList<KeyValuePair<string, string>> Query,
    byte[]? Body,
    string? BodyType)
{
    private const string WholeBody = "body";

    /// <summary>What every call of an RPC service has anyway; its values are the service's, not the flow's.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "Action", "Version", "AccessKeyId", "SecurityToken",
        "Signature", "SignatureMethod", "SignatureNonce", "SignatureVersion",
    };

    public static Outcome<ServiceCall> Read(ConfiguredService service, TaskCall call)
    {
        var api = call.Action[(service.Name.Length + 1)..];
        var parameters = (JsonObject)call.Parameters.Value;
        return service.Style == ServiceStyle.Rpc ? OfRpc(service, api, parameters)
            : service.Apis.TryGetValue(api, out var route) ? OfRoa(service, api, route, parameters)
            : new StepFailure(
                FailureCodes.ActionNotSupported,
                $"{service.Setting} does not say where {api} is. Add it to {service.Setting}.apis as {ServiceRoute.Form}.");
    }

    public HttpRequestMessage ToMessage(TaskCall call, SigningKey key, DateTimeOffset now)
    {
        var message = new HttpRequestMessage(Method, SignedUrl.Of(Service.Endpoint, Path, Query));
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(BodyType!);
        }

        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        message.Headers.TryAddWithoutValidation("User-Agent", "Sluice");
        message.Headers.TryAddWithoutValidation(HeaderRules.IdempotencyKey, call.IdempotencyKey);
        Acs3Signature.Sign(message, Body, Api, Service.Version, key, now, Guid.NewGuid().ToString());
        return message;
    }

    private static Outcome<ServiceCall> OfRpc(ConfiguredService service, string api, JsonObject parameters)
    {
        var flat = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in parameters.Members)
        {
            if (Reserved.Contains(name))
            {
                return StepFailure.InvalidArgument(name, "it belongs to the call itself, whose values are those of the settings");
            }

            Flatten(name, value, flat);
        }

        return service.TakesQuery
            ? new ServiceCall(service, api, HttpMethod.Post, "/", flat, Body: null, BodyType: null)
            : new ServiceCall(
                service, api, HttpMethod.Post, "/", [], Encoding.UTF8.GetBytes(FormOf(flat)), "application/x-www-form-urlencoded");
    }

    /// <remarks>
    /// What the path does not take goes into the body, where the method has one, or else into the query. A parameter
    /// <c>body</c> is the whole body.
    /// </remarks>
    private static Outcome<ServiceCall> OfRoa(
        ConfiguredService service, string api, ServiceRoute route, JsonObject parameters)
    {
        if (route.Names.FirstOrDefault(name => TextOf(parameters.Get(name)) is not { Length: > 0 }) is { } missing)
        {
            return StepFailure.InvalidArgument(
                missing, $"{route.Path} needs it: a text, a number or a boolean, and not an empty one");
        }

        var path = route.Fill(name => TextOf(parameters.Get(name))!);
        var others = parameters.Members.ToArray().Where(member => member.Value is not JsonNull && !route.Names.Contains(member.Key)).ToList();
        var query = new List<KeyValuePair<string, string>>();
        if (route.HasBody && !others.Exists(member => member.Key == WholeBody))
        {
            return Of(others.Count == 0 ? null : JsonObject.Of([.. others]));
        }

        foreach (var (name, value) in others.Where(member => !route.HasBody || member.Key != WholeBody))
        {
            Flatten(name, value, query);
        }

        return Of(route.HasBody ? parameters.Get(WholeBody) : null);

        ServiceCall Of(JsonValue? body) => new(
            service,
            api,
            route.Method,
            path,
            query,
            body is null ? null : Encoding.UTF8.GetBytes(body is JsonString text ? text.Value : body.ToString()),
            body is null ? null : "application/json; charset=utf-8");
    }

    /// <summary>Lists and what lies in them get numbers and names behind dots: <c>Tag.1.Key</c>.</summary>
    private static void Flatten(string name, JsonValue value, List<KeyValuePair<string, string>> into)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var (key, member) in members.Members)
                {
                    Flatten($"{name}.{key}", member, into);
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    Flatten($"{name}.{i + 1}", items[i], into);
                }

                break;
            default:
                if (TextOf(value) is { } text)
                {
                    into.Add(KeyValuePair.Create(name, text));
                }

                break;
        }
    }

    private static string? TextOf(JsonValue value) => value switch
    {
        JsonString text => text.Value,
        JsonNumber or JsonBoolean => value.ToString(),
        _ => null,
    };

    private static string FormOf(IEnumerable<KeyValuePair<string, string>> pairs) =>
        string.Join('&', pairs.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
}
