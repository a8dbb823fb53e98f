using System.Text.Json;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Client;

namespace Sluice.Cli.Remote;

/// <summary>What a verb has while it runs: the server, and where its answers go.</summary>
/// <param name="isJson">Answers are for a program.</param>
internal sealed class Session(Connection connection, bool isJson, Surroundings surroundings) : IDisposable
{
    private readonly SluiceClient _client = new(connection.Endpoint, connection.Key);
    private Screen? _screen;

    public bool IsJson => isJson;

    public SluiceClient Client => _client;

    public OwnApi Own => field ??= new(_client);

    public Screen Screen => _screen ??= new(surroundings);

    public Surroundings Surroundings => surroundings;

    /// <summary>One document, or an item of a stream, in a line of its own.</summary>
    public void WriteJson(object value) => surroundings.Output.WriteLine(JsonLines.Of(value));

    /// <summary>A list as one document.</summary>
    public void WriteItems(IReadOnlyList<JsonElement> items) => WriteJson(new { items });

    public void Dispose() => _client.Dispose();
}
