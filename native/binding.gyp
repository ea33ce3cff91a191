{
  # Settings of every target. What one target needs besides stands in its own block below.
  'target_defaults': {
    'include_dirs': ['<(module_root_dir)/src'],
    'defines': [
      'NAPI_VERSION=9',
      'NAPI_DISABLE_CPP_EXCEPTIONS',
      # A worker that is being terminated cannot hear what is thrown at it: no reason to abort.
      'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
    ],
    'cflags_cc!': ['-std=gnu++17', '-std=gnu++20'],
    'cflags_cc': ['-std=c++20', '-Wall', '-Wextra', '-Werror', '-fvisibility=hidden'],
    # Headers of others may warn: ours may not.
    'cflags': ['-isystem', '<!(node -p "path.dirname(require.resolve(\'node-addon-api\'))")'],
  },
  'targets': [
    {
      'target_name': 'frames',
      'type': 'loadable_module',
      'sources': [
        'src/binding-support.cc',
        'src/frame-consumer.cc',
        'src/frame-consumer_binding.cc',
        'src/frame-reader.cc',
        'src/frame-reader_binding.cc',
        'src/frame-region.cc',
        'src/frame-region_binding.cc',
        'src/frames_addon.cc',
        'src/hour-count.cc',
        'src/lock-file.cc',
        'src/mean-luma.cc',
        'src/rate-buckets.cc',
        'src/region-mapping.cc',
        'src/wake-poll.cc',
      ],
    },
    {
      'target_name': 'processes',
      'type': 'loadable_module',
      'sources': [
        'src/binding-support.cc',
        'src/child-process.cc',
        'src/child-process_binding.cc',
        'src/processes_addon.cc',
        'src/wake-poll.cc',
      ],
    },
    {
      'target_name': 'nng',
      'type': 'loadable_module',
      'sources': [
        'src/binding-support.cc',
        'src/nng-arguments.cc',
        'src/nng-close.cc',
        'src/nng-errors.cc',
        'src/nng-poller.cc',
        'src/nng-socket.cc',
        'src/nng-socket_binding.cc',
      ],
      'libraries': ['-lnng'],
      # A worker that ends unloads its addons, but nng's threads run on.
      'ldflags': ['-Wl,-z,nodelete'],
    },
    {
      'target_name': 'launcher',
      'type': 'executable',
      'sources': ['src/launcher.cc'],
      'ldflags': ['-Wl,--as-needed'],
    },
    {
      'target_name': 'capture',
      'type': 'executable',
      'sources': [
        'src/capture.cc',
        'src/capture-options.cc',
        'src/capture-run.cc',
        'src/descendants.cc',
        'src/ffmpeg-process.cc',
        'src/frame-producer.cc',
        'src/frame-pump.cc',
        'src/hour-count.cc',
        'src/rate-buckets.cc',
        'src/rate-limit.cc',
        'src/region-mapping.cc',
      ],
      # A camera has a process of this: what it does not link it does not pay for.
      'ldflags': ['-static-libstdc++', '-static-libgcc', '-Wl,--as-needed', '-Wl,--gc-sections'],
    },
  ],
}
