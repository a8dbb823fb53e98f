using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Sluice.Model;
using Sluice.Objects;
using Sluice.Server.Answers;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>Buckets of the caller's account: what flows read and have written.</summary>
internal sealed class BucketResources(IObjectStore objects)
{
    /// <summary>Bytes of an object in one answer, at most and where nothing is asked for.</summary>
    private const int MostBytes = 256 * 1024;

    /// <summary>What policies call the service that has buckets.</summary>
    private const string Service = "oss";

    private static readonly OwnPage<string> BucketPages = new(PageToken.OfName("buckets"), most: 100, usual: 50);
    private static readonly OwnPage<string> ObjectPages = new(PageToken.OfName("objects"), most: 1000, usual: 100);

    public IEnumerable<Resource> All => [List, ListObjects, Get];

    private Resource List => new(
        "GET", "/buckets", new Operation<(string After, int Limit)>("ListBuckets", mutates: false)
        {
            Naming = [],
            ReadsPages = true,
            Reading = (parameters, _) => (BucketPages.Place(parameters) ?? "", BucketPages.Limit(parameters)),
            Subject = _ => Of("*"),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var found = await Told(() => objects.For(caller.Account)
                    .ListBucketsAsync(request.After, request.Limit + 1, cancellationToken));
                BucketPages.WriteFirst(
                    answer, found, request.Limit, bucket => bucket.Value, (json, bucket) => json.WriteString("name"u8, bucket.Value));
            },
        })
    {
        Summary = "Buckets of the server itself, by name.",
        Query = BucketPages.Fields,
        Answer = Shape.PageOf(BucketShapes.Bucket),
    };

    private Resource ListObjects => new(
        "GET",
        "/buckets/{bucket}/objects",
        new Operation<(BucketName Bucket, string Prefix, string? After, int Limit)>("ListObjects", mutates: false)
        {
            Naming = ["bucket"],
            ReadsPages = true,
            Reading = (parameters, _) => (
                ReadBucket(parameters),
                parameters.Optional("prefix") ?? "",
                ObjectPages.Place(parameters),
                ObjectPages.Limit(parameters)),
            Subject = request => Of(request.Bucket.Value),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var found = await Told(async () => await FirstAsync(
                    objects.For(caller.Account).ListAsync(request.Bucket, request.Prefix, request.After, cancellationToken),
                    request.Limit + 1));
                ObjectPages.WriteFirst(answer, found, request.Limit, item => item.Address.Key.Value, Write);
            },
        })
    {
        Summary = "Objects of a bucket, by key.",
        Query = [new Field("prefix", Shape.Text, "That keys begin with.").OrNone, .. ObjectPages.Fields],
        Answer = Shape.PageOf(BucketShapes.Listed),
    };

    private Resource Get => new(
        "GET", "/buckets/{bucket}/object", new Operation<(ObjectAddress Address, long From)>("GetObject", mutates: false)
        {
            Naming = ["bucket", "key"],
            Reading = (parameters, _) => (ReadAddress(parameters), ReadFrom(parameters)),
            Subject = request => Of($"{request.Address.Bucket}/{request.Address.Key}"),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var (info, bytes) = await Told(() => ReadAsync(
                    objects.For(caller.Account), request.Address, request.From, cancellationToken));
                Write(answer, info);
                WriteContent(answer, bytes, request.From, info.Size);
            },
        })
    {
        Summary = "One object, with its bytes, 256 KiB at a time.",
        Query =
        [
            new Field("key", Shape.Text, "The object's name in its bucket."),
            new Field("from", Shape.Whole, "The first byte that is wanted, counted from 0, which it is when it is left out.").OrNone,
        ],
        Answer = BucketShapes.Content,
    };

    /// <summary>As the vendor's policies name buckets and objects.</summary>
    private static Subject.Thing Of(string name) => new(Service, Account: null, [name]);

    private static BucketName ReadBucket(Parameters parameters) => Read(() => BucketName.Parse(parameters.Required("bucket")));

    private static ObjectAddress ReadAddress(Parameters parameters) =>
        Read(() => ObjectAddress.Parse(parameters.Required("bucket"), parameters.Required("key")));

    private static long ReadFrom(Parameters parameters) => parameters.Optional("from") is not { } text ? 0
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from
        : throw ApiException.InvalidArgument("from", $"'{Excerpt.Of(text)}' is not a number of bytes, 0 or more");

    private static async Task<(ObjectInfo Info, byte[] Bytes)> ReadAsync(
        IObjectStore objects, ObjectAddress address, long from, CancellationToken cancellationToken)
    {
        await using var content = await objects.OpenAsync(
            address, from == 0 ? null : ByteRange.From(from), cancellationToken);
        var bytes = new byte[Math.Min(MostBytes, content.Length)];
        await content.Stream.ReadExactlyAsync(bytes, cancellationToken);
        return (content.Info, bytes);
    }

    private static void Write(Utf8JsonWriter json, ObjectInfo info)
    {
        json.WriteString("key"u8, info.Address.Key.Value);
        json.WriteNumber("size"u8, info.Size);
        json.WriteString("etag"u8, info.ETag);
        Times.Write(json, "lastModified"u8, info.LastModified);
    }

    private static void WriteContent(Utf8JsonWriter json, ReadOnlySpan<byte> bytes, long from, long size)
    {
        // A character that the end of the piece cuts in two is left to the next one.
        var isLast = from + bytes.Length >= size;
        var text = bytes;
        for (var cut = 0; cut < 4 && !isLast && !Utf8.IsValid(text); cut++)
        {
            text = bytes[..^cut];
        }

        var isText = Utf8.IsValid(text);
        var taken = isText ? text : bytes;
        json.WriteNumber("from"u8, from);
        json.WriteString("content"u8, isText ? Encoding.UTF8.GetString(taken) : Convert.ToBase64String(taken));
        json.WriteBoolean("isBase64"u8, !isText);
        if (isLast)
        {
            json.WriteNull("next"u8);
        }
        else
        {
            json.WriteNumber("next"u8, from + taken.Length);
        }
    }

    private static async Task<IReadOnlyList<ObjectInfo>> FirstAsync(IAsyncEnumerable<ObjectInfo> all, int most)
    {
        var found = new List<ObjectInfo>();
        await foreach (var info in all.Take(most))
        {
            found.Add(info);
        }

        return found;
    }

    private static async Task<T> Told<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ObjectException e)
        {
            throw Refusal(e);
        }
        catch (IOException e)
        {
            throw ApiException.Refused(503, "ServiceUnavailable", $"Reading broke off ({e.GetType().Name}); try again.");
        }
    }

    private static T Read<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (ObjectException e)
        {
            throw Refusal(e);
        }
    }

    /// <summary>By the codes of the vendor's object storage.</summary>
    private static ApiException Refusal(ObjectException problem) => ApiException.Refused(
        problem.Code switch
        {
            ObjectErrors.NoSuchBucket or ObjectErrors.NoSuchKey => 404,
            ObjectErrors.InvalidBucketName or ObjectErrors.InvalidKey => 400,
            ObjectErrors.InvalidRange => 416,
            ObjectErrors.AccessDenied => 403,
            _ => 503,
        },
        problem.Code["OSS.".Length..],
        problem.Message);
}
