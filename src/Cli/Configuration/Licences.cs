using Sluice.Server.Health;

namespace Sluice.Cli.Configuration;

/// <summary>The terms of what the program brings along. A test holds the list to the packages that are built in.</summary>
internal static class Licences
{
    private const string Apache = "Apache-2.0";
    private const string Mit = "MIT";

    public static IReadOnlyList<Licence> All { get; } =
    [
        new("Sluice", Apache),
        new(".NET", Mit),
        new("CloudNative.CloudEvents", Apache),
        new("CloudNative.CloudEvents.SystemTextJson", Apache),
        new("Microsoft.Data.Sqlite.Core", Mit),
        new("Microsoft.Extensions.AI.Abstractions", Mit),
        new("Microsoft.Extensions.AI.OpenAI", Mit),
        new("Microsoft.Orleans.Connections.Security", Mit),
        new("Microsoft.Orleans.Core", Mit),
        new("Microsoft.Orleans.Core.Abstractions", Mit),
        new("Microsoft.Orleans.Runtime", Mit),
        new("Microsoft.Orleans.Serialization", Mit),
        new("Microsoft.Orleans.Serialization.Abstractions", Mit),
        new("ModelContextProtocol.Core", Apache),
        new("Npgsql", "PostgreSQL"),
        new("OpenAI", Mit),
        new("OpenTelemetry", Apache),
        new("OpenTelemetry.Api", Apache),
        new("OpenTelemetry.Api.ProviderBuilderExtensions", Apache),
        new("OpenTelemetry.Exporter.OpenTelemetryProtocol", Apache),
        new("OpenTelemetry.Exporter.Prometheus.AspNetCore", Apache),
        new("OpenTelemetry.Extensions.Hosting", Apache),
        new("OpenTelemetry.Instrumentation.Runtime", Apache),
        new("RabbitMQ.Client", Apache),
        new("Spectre.Console", Mit),
        new("Spectre.Console.Ansi", Mit),
        new("SQLite", "blessing"),
        new("SQLitePCLRaw.bundle_e_sqlite3", Apache),
        new("SQLitePCLRaw.config.e_sqlite3", Apache),
        new("SQLitePCLRaw.core", Apache),
        new("SQLitePCLRaw.provider.e_sqlite3", Apache),
        new("System.ClientModel", Mit),
        new("System.CommandLine", Mit),
        new("System.IO.Hashing", Mit),
        new("System.Memory.Data", Mit),
        new("YamlDotNet", Mit),
    ];
}
