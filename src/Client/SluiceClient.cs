using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Sluice.Client.Answers;
using Sluice.Client.Signing;
using Sluice.Client.Streams;

namespace Sluice.Client;

/// <summary>Calls a server, and gives what it answers as JSON.</summary>
/// <param name="endpoint">Where it listens, without a path.</param>
/// <param name="key">Null for a server without keys.</param>
public sealed class SluiceClient(Uri endpoint, ClientKey? key) : IDisposable
{
    private static readonly string[] OwnPath = ["sluice", "api", "v1"];

    // No redirects: what a signature covers goes to the address that was meant. An execution of an Express flow and a long
    // stream take their time, so the limit is for connecting.
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public Uri Endpoint => endpoint;

    /// <summary>A call of the own API.</summary>
    /// <param name="path">Segments below the API's own path, as they are meant.</param>
    /// <param name="query">Those that are null are left out.</param>
    /// <param name="body">An object; null for none.</param>
    /// <exception cref="ClientException">It was refused, or nobody answers.</exception>
    public async Task<JsonElement> CallOwnAsync(
        HttpMethod method,
        IReadOnlyList<string> path,
        IReadOnlyDictionary<string, string?> query,
        IReadOnlyDictionary<string, object?>? body,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, Spelling.Of(endpoint, [.. OwnPath, .. path], query));
        var bytes = body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body.Where(member => member.Value is not null).ToDictionary());
        using var answer = await SendAsync(
            request, bytes, "application/json", "Own", HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await AnswerReader.ReadAsync(answer, cancellationToken);
    }

    /// <summary>Every item of a list of the own API, page by page.</summary>
    /// <exception cref="ClientException">It was refused, or nobody answers.</exception>
    public async IAsyncEnumerable<JsonElement> ListOwnAsync(
        IReadOnlyList<string> path,
        IReadOnlyDictionary<string, string?> query,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = query.ToDictionary();
        do
        {
            var page = await CallOwnAsync(HttpMethod.Get, path, asked, body: null, cancellationToken);
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                yield return item;
            }

            asked["after"] = page.GetProperty("next").GetString();
        }
        while (asked["after"] is not null);
    }

    /// <summary>A stream of the own API. It ends when the server ends it, or the connection.</summary>
    /// <exception cref="ClientException">It was refused, or nobody answers.</exception>
    public async IAsyncEnumerable<ServerEvent> StreamOwnAsync(
        IReadOnlyList<string> path,
        IReadOnlyDictionary<string, string?> query,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Spelling.Of(endpoint, [.. OwnPath, .. path], query));
        using var answer = await SendAsync(
            request, [], type: "", "Own", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            await AnswerReader.ReadAsync(answer, cancellationToken);
        }

        var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var happened in EventReader.ReadAsync(stream, cancellationToken))
        {
            yield return happened;
        }
    }

    /// <summary>What the own API answers as lines, as it comes.</summary>
    /// <returns>The caller's to dispose, and the connection with it.</returns>
    /// <exception cref="ClientException">It was refused, or nobody answers.</exception>
    public async Task<Stream> OpenOwnAsync(
        IReadOnlyList<string> path, IReadOnlyDictionary<string, string?> query, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Spelling.Of(endpoint, [.. OwnPath, .. path], query));
        var answer = await SendAsync(
            request, [], type: "", "Own", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.Content.Headers.ContentType?.MediaType != "application/x-ndjson")
        {
            using (answer)
            {
                throw new ClientException(
                    (int)answer.StatusCode,
                    ClientException.Unreadable,
                    $"What answers is no stream: {await AnswerReader.ReadAsync(answer, cancellationToken)}");
            }
        }

        return await answer.Content.ReadAsStreamAsync(cancellationToken);
    }

    /// <summary>A call of the vendor's RPC API.</summary>
    /// <param name="parameters">Those that are null are left out.</param>
    /// <exception cref="ClientException">It was refused, or nobody answers.</exception>
    public Task<JsonElement> CallRpcAsync(
        string action, IReadOnlyDictionary<string, string?> parameters, CancellationToken cancellationToken) =>
        CallRpcAsync(action, parameters, [], Acs3Signer.ApiVersion, cancellationToken);

    /// <summary>A call of the API that tells who may call: users, keys, roles.</summary>
    /// <param name="parameters">Those that are null are left out.</param>
    /// <exception cref="ClientException">It was refused, or nobody answers.</exception>
    public Task<JsonElement> CallAdministrationAsync(
        string action, IReadOnlyDictionary<string, string?> parameters, CancellationToken cancellationToken) =>
        CallRpcAsync(action, parameters, ["sluice", "v1"], "v1", cancellationToken);

    /// <summary>Whether the server takes calls, and what it looked at. It is not signed.</summary>
    /// <exception cref="ClientException">Nobody answers, or no server of this kind.</exception>
    public async Task<(bool IsReady, JsonElement Looked)> AskReadyAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Spelling.Of(endpoint, ["readyz"], []));
        using var answer = await SendAsync(request, [], type: "", action: null, HttpCompletionOption.ResponseContentRead, cancellationToken);
        try
        {
            return (answer.IsSuccessStatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
        }
        catch (JsonException)
        {
            throw new ClientException((int)answer.StatusCode, ClientException.Unreadable, $"What answers at {endpoint.GetLeftPart(UriPartial.Authority)} is no Sluice server.");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> CallRpcAsync(
        string action,
        IReadOnlyDictionary<string, string?> parameters,
        IReadOnlyList<string> path,
        string version,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Spelling.Of(endpoint, path, []));
        var given = parameters.Where(parameter => parameter.Value is not null)
            .Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value ?? ""));
        IEnumerable<KeyValuePair<string, string>> named =
            key is null ? [new("Action", action), new("Version", version)] : [];
        using var form = new FormUrlEncodedContent([.. named, .. given]);
        var bytes = await form.ReadAsByteArrayAsync(cancellationToken);
        using var answer = await SendAsync(
            request,
            bytes,
            "application/x-www-form-urlencoded",
            action,
            HttpCompletionOption.ResponseContentRead,
            cancellationToken,
            version);
        return await AnswerReader.ReadAsync(answer, cancellationToken);
    }

    /// <param name="action">Null for what is not signed.</param>
    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        byte[] body,
        string type,
        string? action,
        HttpCompletionOption completion,
        CancellationToken cancellationToken,
        string version = Acs3Signer.ApiVersion)
    {
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        if (key is not null && action is not null)
        {
            Acs3Signer.Sign(request, body, action, key, TimeProvider.System.GetUtcNow(), Guid.NewGuid().ToString("N"), version);
        }

        try
        {
            return await _http.SendAsync(request, completion, cancellationToken);
        }
        catch (Exception e) when (
            e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ClientException(0, ClientException.Unreachable, $"No server answers at {endpoint.GetLeftPart(UriPartial.Authority)}: {e.Message}", e);
        }
    }
}
