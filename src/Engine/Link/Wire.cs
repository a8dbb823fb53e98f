using Sluice.Engine.Commits;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Link;

/// <summary>The two ends of a link whose requests and answers go between nodes as bytes; carrying them is somebody else's.</summary>
internal static class Wire
{
    /// <summary>A request to be carried to the engine that works on its shard.</summary>
    public static byte[] Encode(ShardRequest request) => RequestCodec.Encode(request);

    /// <inheritdoc cref="AnswerAsync(IShardLink, int, ReadOnlyMemory{byte})"/>
    /// <param name="answered">Where it is found when it has come before.</param>
    /// <param name="number">The request's own, by which it is known.</param>
    public static async Task<byte[]> AnswerAsync(
        IShardLink here, int shard, ReadOnlyMemory<byte> request, AnsweredRequests answered, UInt128 number)
    {
        var asked = Read(request);
        return AnswerCodec.Encode(await answered.AnswerAsync(number, () => AskAsync(here, shard, asked)));
    }

    /// <summary>Deals with a request that was carried here, perhaps for the second time.</summary>
    /// <param name="here">This engine's own end.</param>
    /// <returns>The answer to be carried back, whatever it is: also a refusal, and that the shard is elsewhere.</returns>
    /// <exception cref="InvalidDataException">Not a request, or of a newer release.</exception>
    public static async Task<byte[]> AnswerAsync(IShardLink here, int shard, ReadOnlyMemory<byte> request)
    {
        var asked = Read(request);
        return AnswerCodec.Encode(await AskAsync(here, shard, asked));
    }

    /// <summary>What was answered, at the end that asked.</summary>
    /// <exception cref="ApiException">It was refused.</exception>
    /// <exception cref="StoreDamagedException">What it speaks of is damaged in the store.</exception>
    /// <exception cref="ShardElsewhereException">It came to the wrong engine, and nothing has happened.</exception>
    /// <exception cref="InvalidDataException">Not an answer to this request, or of a newer release.</exception>
    public static TAnswer Decode<TAnswer>(ShardRequest<TAnswer> request, ReadOnlySpan<byte> answer)
        where TAnswer : notnull => AnswerCodec.Decode(answer) switch
        {
            TAnswer given => given,
            Exception refusal => throw refusal,
            var other => throw new InvalidDataException(
                $"A {request.GetType().Name} cannot be answered with a value of kind {other.GetType().Name}."),
        };

    private static ShardRequest Read(ReadOnlyMemory<byte> request) =>
        RequestCodec.Decode(request.Span) is var asked && asked is StartRequest start
            ? start.Again()
            : asked;

    private static async ValueTask<object> AskAsync(IShardLink here, int shard, ShardRequest request)
    {
        try
        {
            return await request.AskAsync(here, shard);
        }
        catch (Exception e) when (e is ApiException or StoreDamagedException or ShardElsewhereException)
        {
            return e;
        }
    }
}
