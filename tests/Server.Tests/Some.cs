using System.Text;
using Microsoft.AspNetCore.Http;
using Sluice.Model;
using Sluice.Server.Wire;
using Sluice.Sharing.Memory;
using Sluice.Storage.Memory;
using Sluice.Testing.Tests;

namespace Sluice.Server.Tests;

/// <summary>Shorthand for what most tests need.</summary>
internal static class Some
{
    public static Parameters Parameters(params (string Name, string Value)[] pairs) =>
        new([.. pairs.Select(pair => KeyValuePair.Create(pair.Name, (ParameterValue)pair.Value))], []);

    public static RpcRequest Request(
        string method = "GET", string query = "", string? contentType = null, string body = "", params (string, string)[] headers)
    {
        IHeaderDictionary all = new HeaderDictionary();
        foreach (var (name, value) in headers)
        {
            all[name] = value;
        }

        if (contentType is not null)
        {
            all.ContentType = contentType;
        }

        return RpcRequest.Decode(method, query, all, Encoding.UTF8.GetBytes(body), Limits.Default);
    }

    /// <summary>More than any test fills, unless it says how much.</summary>
    public static SharedMemory Memory(int megabytes = 256, int strangersPercent = 50) => new(
        MemoryBudget.Of(1L << 30, (long)megabytes << 20, strangersPercent));

    /// <summary>In what tests of definitions run.</summary>
    public static TestSurroundings Tests { get; } = new(static () => new MemoryStore(shardCount: 1, new byte[32]), [], static _ => []);

    /// <summary>The error's code, a colon and its sentence.</summary>
    public static string Error(Action act)
    {
        var error = Assert.Throws<ApiException>(act);
        return $"{error.Code}: {error.Message}";
    }
}
