using Sluice.Cli.Tests.Serving;

namespace Sluice.Cli.Tests.Remote;

/// <summary>A server without keys, and the program's verbs that ask it.</summary>
public sealed class OpenSluice : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-verbs-");
    private StartedServer? _server;

    internal string Endpoint => $"http://127.0.0.1:{_server!.Port}";

    public async ValueTask InitializeAsync() => _server = await StartedServer.StartAsync(Path.Combine(_directory.FullName, "data"));

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>Writes a file for a verb to read.</summary>
    /// <returns>Where it is.</returns>
    internal string Write(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    internal Task<Said> RunAsync(params string[] arguments) => Said.ByAsync(arguments, "", ("SLUICE_ENDPOINT", Endpoint));

    internal Task<Said> RunWithInputAsync(string input, params string[] arguments) =>
        Said.ByAsync(arguments, input, ("SLUICE_ENDPOINT", Endpoint));
}
