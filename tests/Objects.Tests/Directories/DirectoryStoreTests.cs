using System.Diagnostics;
using Sluice.Objects.Directories;

namespace Sluice.Objects.Tests.Directories;

public sealed class DirectoryStoreTests : IDisposable
{
    private readonly TestStore _tests = new();

    [Fact]
    public async Task A_file_dropped_in_by_hand_is_found_under_its_name()
    {
        _tests.Drop("in.csv", "id\n1\n");
        _tests.Drop("data/2026/March Report.csv", "x");

        Assert.Equal("id\n1\n", await _tests.GetAsync("in.csv"));
        Assert.Equal(["data/2026/March Report.csv", "in.csv"], await _tests.KeysAsync());
    }

    [Fact]
    public async Task A_written_object_is_a_file_of_that_name()
    {
        await _tests.PutAsync("out/run-1/SUCCEEDED_0.json", "[]");

        Assert.Equal("[]", File.ReadAllText(Path.Combine(_tests.BucketDirectory, "out/run-1/SUCCEEDED_0.json")));
    }

    [Fact]
    public async Task A_file_that_no_key_leads_to_is_not_listed()
    {
        foreach (var name in new[] { "%41.csv", "a%2ecsv", "50%.csv", ".hidden", "%empty/%empty%more/x", "con" })
        {
            _tests.Drop(name, "x");
        }

        Assert.Empty(await _tests.KeysAsync());
    }

    [Fact]
    public async Task An_object_makes_room_for_a_directory_and_a_directory_for_an_object()
    {
        _tests.Drop("a", "by hand");
        await _tests.PutAsync("a/b", "below");
        await _tests.PutAsync("c/d", "below");
        await _tests.PutAsync("c", "beside");

        Assert.Equal(["a", "a/b", "c", "c/d"], await _tests.KeysAsync());
        Assert.Equal("by hand", await _tests.GetAsync("a"));
        Assert.Equal("beside", await _tests.GetAsync("c"));
    }

    [Fact]
    public async Task A_file_dropped_in_beside_an_object_that_made_room_counts_and_a_delete_removes_both()
    {
        await _tests.PutAsync("a/b", "below");
        await _tests.PutAsync("a", "old");
        await _tests.Store.DeleteAsync(TestStore.At("a/b"), default);
        _tests.Drop("a", "by hand");

        Assert.Equal("by hand", await _tests.GetAsync("a"));
        Assert.Equal(["a"], await _tests.KeysAsync());

        await _tests.Store.DeleteAsync(TestStore.At("a"), default);
        Assert.Empty(await _tests.KeysAsync());
    }

    [Fact]
    public async Task A_symbolic_link_is_neither_read_nor_listed_nor_written_through()
    {
        var outside = Directory.CreateDirectory(Path.Combine(_tests.Home, "outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "secret"), "secret");
        Directory.CreateSymbolicLink(Path.Combine(_tests.BucketDirectory, "way-out"), outside);
        File.CreateSymbolicLink(Path.Combine(_tests.BucketDirectory, "link"), Path.Combine(outside, "secret"));
        File.CreateSymbolicLink(Path.Combine(_tests.BucketDirectory, "broken"), Path.Combine(outside, "new"));

        Assert.Empty(await _tests.KeysAsync());
        Assert.Empty(await _tests.KeysAsync("way-out/"));
        foreach (var key in new[] { "link", "way-out/secret", "broken" })
        {
            Assert.Equal(ObjectErrors.NoSuchKey, await CodeAsync(() => _tests.GetAsync(key)));
            Assert.Equal(ObjectErrors.AccessDenied, await CodeAsync(() => _tests.PutAsync(key, "mine")));
            await _tests.Store.DeleteAsync(TestStore.At(key), default);
        }

        Assert.Equal(["secret"], Directory.EnumerateFiles(outside).Select(Path.GetFileName));
        Assert.Equal("secret", File.ReadAllText(Path.Combine(outside, "secret")));
    }

    /// <remarks>Opening a pipe waits for its other end: an answer at all is what is asked for here.</remarks>
    [Fact]
    public async Task A_pipe_is_neither_read_nor_listed_nor_written_through()
    {
        foreach (var name in new[] { "pipe", "a" })
        {
            using var made = Process.Start("mkfifo", [Path.Combine(_tests.BucketDirectory, name)]);
            await made.WaitForExitAsync();
        }

        // One that has taken the plain name of an object hides nothing.
        _tests.Drop("a%file", "mine");

        Assert.Equal(["a"], await _tests.KeysAsync());
        Assert.Equal("mine", await _tests.GetAsync("a").WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(
            ObjectErrors.NoSuchKey, await CodeAsync(() => _tests.GetAsync("pipe").WaitAsync(TimeSpan.FromMinutes(1))));
        Assert.Equal(ObjectErrors.AccessDenied, await CodeAsync(() => _tests.PutAsync("pipe", "mine")));
    }

    [Fact]
    public async Task A_bucket_that_is_a_symbolic_link_is_none()
    {
        Directory.CreateSymbolicLink(Path.Combine(_tests.Root, "linked"), _tests.Home);

        var address = ObjectAddress.Parse("linked", "victim");
        Assert.Equal(
            ObjectErrors.NoSuchBucket, await CodeAsync(() => _tests.Store.PutAsync(address, new byte[1], default)));
    }

    [Fact]
    public async Task What_an_interrupted_put_has_left_is_cleared_away_and_was_never_listed()
    {
        var left = Path.Combine(_tests.Root, ".uploads", "left");
        File.WriteAllText(left, "half");
        Assert.Empty(await _tests.KeysAsync());

        _tests.Open();

        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task A_put_that_is_under_way_survives_another_opening()
    {
        await _tests.Store.PutAsync(
            TestStore.At("a"),
            async (stream, cancellationToken) =>
            {
                await stream.WriteAsync("whole"u8.ToArray(), cancellationToken);
                _tests.Open();
            },
            default);

        Assert.Equal("whole", await _tests.GetAsync("a"));
    }

    [Fact]
    public async Task A_put_that_fails_leaves_the_old_object_and_no_rest()
    {
        await _tests.PutAsync("a", "old");

        await Assert.ThrowsAsync<InvalidOperationException>(() => _tests.Store.PutAsync(
            TestStore.At("a"),
            async (stream, cancellationToken) =>
            {
                await stream.WriteAsync(new byte[100_000], cancellationToken);
                throw new InvalidOperationException();
            },
            default));

        Assert.Equal("old", await _tests.GetAsync("a"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_tests.Root, ".uploads")));
    }

    [Fact]
    public async Task An_open_object_is_read_to_its_end_whatever_is_put_or_deleted()
    {
        await _tests.PutAsync("a", "old");
        await using var content = await _tests.Store.OpenAsync(TestStore.At("a"), null, default);

        await _tests.PutAsync("a", "a new one");
        await _tests.Store.DeleteAsync(TestStore.At("a"), default);

        using var reader = new StreamReader(content.Stream);
        Assert.Equal("old", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Readers_see_one_of_the_objects_that_were_put_never_a_mixture()
    {
        await _tests.PutAsync("a", new string('0', 50_000));
        var writing = Task.WhenAll(Enumerable.Range(1, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await _tests.PutAsync("a", new string((char)('0' + writer), 50_000 + writer));
                await _tests.PutAsync($"a/{writer}", "pushes the other aside");
                await _tests.Store.DeleteAsync(TestStore.At($"a/{writer}"), default);
            }
        })));

        while (!writing.IsCompleted)
        {
            var text = await _tests.GetAsync("a");
            Assert.Single(text.Distinct());
            Assert.Equal(50_000 + text[0] - '0', text.Length);
        }

        await writing;
    }

    [Fact]
    public async Task A_listing_goes_on_when_objects_are_deleted_meanwhile()
    {
        foreach (var key in new[] { "a", "b/c", "d/e/f", "g", "h" })
        {
            await _tests.PutAsync(key, "text");
        }

        var keys = new List<string>();
        await foreach (var info in _tests.Store.ListAsync(TestStore.Bucket, "", null, default))
        {
            keys.Add(info.Address.Key.Value);
            if (keys.Count == 1)
            {
                await _tests.Store.DeleteAsync(TestStore.At("b/c"), default);
                await _tests.Store.DeleteAsync(TestStore.At("d/e/f"), default);
                await _tests.Store.DeleteAsync(TestStore.At("g"), default);
            }
        }

        Assert.Equal(["a", "h"], keys);
    }

    [Fact]
    public async Task Every_put_changes_the_etag_and_head_get_and_list_agree()
    {
        var first = await _tests.PutAsync("a", "one");
        var second = await _tests.PutAsync("a", "two");

        Assert.NotEqual(first.ETag, second.ETag);
        Assert.Equal(second, await _tests.Store.HeadAsync(TestStore.At("a"), default));
        Assert.Equal([second], await _tests.Store.ListAsync(TestStore.Bucket, "", null, default).ToListAsync());
    }

    [Fact]
    public async Task A_copy_has_the_bytes_and_may_be_onto_itself()
    {
        await _tests.PutAsync("a", "text");

        await _tests.Store.CopyAsync(TestStore.At("a"), TestStore.At("b/c"), default);
        await _tests.Store.CopyAsync(TestStore.At("a"), TestStore.At("a"), default);

        Assert.Equal("text", await _tests.GetAsync("a"));
        Assert.Equal("text", await _tests.GetAsync("b/c"));
    }

    [Theory]
    [InlineData("bytes=0-1", "01")]
    [InlineData("bytes=8-", "89")]
    [InlineData("bytes=8-100", "89")]
    [InlineData("bytes=-3", "789")]
    [InlineData("bytes=-30", "0123456789")]
    public async Task A_range_gives_its_bytes(string text, string expected)
    {
        await _tests.PutAsync("a", "0123456789");
        Assert.True(ByteRange.TryParse(text, out var range));

        Assert.Equal(expected, await _tests.GetAsync("a", range));
    }

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=10-12")]
    [InlineData("bytes=-0")]
    public async Task A_range_outside_the_object_is_refused(string text)
    {
        await _tests.PutAsync("a", "0123456789");
        Assert.True(ByteRange.TryParse(text, out var range));

        Assert.Equal(ObjectErrors.InvalidRange, await CodeAsync(() => _tests.GetAsync("a", range)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("bytes=2-1")]
    [InlineData("bytes=1-2,4-5")]
    [InlineData("0-1")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=99999999999999999999-")]
    public void What_is_not_a_range_is_not_read(string text) => Assert.False(ByteRange.TryParse(text, out _));

    [Fact]
    public async Task A_missing_bucket_is_named()
    {
        var address = ObjectAddress.Parse("missing", "a");

        Assert.Equal(ObjectErrors.NoSuchBucket, await CodeAsync(() => _tests.Store.HeadAsync(address, default)));
        Assert.Equal(
            ObjectErrors.NoSuchBucket, await CodeAsync(() => _tests.Store.PutAsync(address, new byte[1], default)));
        Assert.Equal(ObjectErrors.NoSuchBucket, await CodeAsync(() => _tests.Store.DeleteAsync(address, default)));
        Assert.Equal(
            ObjectErrors.NoSuchBucket,
            await CodeAsync(() => _tests.Store.ListAsync(address.Bucket, "", null, default).ToListAsync().AsTask()));
    }

    [Fact]
    public async Task Files_and_directories_are_the_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await _tests.PutAsync("a/b", "text");

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner, File.GetUnixFileMode(Path.Combine(_tests.BucketDirectory, "a", "b")));
        foreach (var directory in new[] { _tests.Root, _tests.BucketDirectory, Path.Combine(_tests.BucketDirectory, "a") })
        {
            Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(directory));
        }
    }

    [Fact]
    public void A_file_in_the_place_of_the_root_is_an_error()
    {
        var path = Path.Combine(_tests.Home, "file");
        File.WriteAllBytes(path, []);

        Assert.ThrowsAny<IOException>(() => DirectoryObjectStore.Open(path, TimeProvider.System));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("-ab")]
    [InlineData("ab-")]
    [InlineData("Abc")]
    [InlineData("a.b")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData(".uploads")]
    [InlineData("abc\n")]
    public void A_bucket_name_that_breaks_the_rules_is_refused(string name) =>
        Assert.Equal(
            ObjectErrors.InvalidBucketName, Assert.Throws<ObjectException>(() => BucketName.Parse(name)).Code);

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("\\a")]
    [InlineData("a/../b")]
    [InlineData("..")]
    [InlineData("a/.")]
    [InlineData("a\0b")]
    public void A_key_that_breaks_the_rules_is_refused(string key) =>
        Assert.Equal(ObjectErrors.InvalidKey, Assert.Throws<ObjectException>(() => ObjectKey.Parse(key)).Code);

    [Fact]
    public async Task The_longest_key_fits_and_one_byte_more_does_not()
    {
        foreach (var key in new[] { new string('%', 1023), string.Join('/', Enumerable.Repeat("?", 512)) })
        {
            await _tests.PutAsync(key, "text");
            Assert.Equal("text", await _tests.GetAsync(key));
            Assert.Equal([key], await _tests.KeysAsync(key));
        }

        Assert.False(ObjectKey.IsKey(new string('a', 1024)));
        Assert.False(ObjectKey.IsKey(new string('é', 512)));
        Assert.False(ObjectKey.IsKey("a\ud800"));
    }

    public void Dispose() => _tests.Dispose();

    private static async Task<string> CodeAsync(Func<Task> act) => (await Assert.ThrowsAsync<ObjectException>(act)).Code;
}
