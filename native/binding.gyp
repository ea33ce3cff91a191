{
  'targets': [
    {
      'target_name': 'nng',
      'sources': [
        'src/nng_arguments.cc',
        'src/nng_binding.cc',
        'src/nng_errors.cc',
        'src/nng_poller.cc',
        'src/nng_socket.cc',
      ],
      'include_dirs': ["<!(node -p \"require('node-addon-api').include_dir\")"],
      'defines': ['NAPI_VERSION=9', 'NAPI_DISABLE_CPP_EXCEPTIONS'],
      'cflags_cc': ['-std=c++20', '-Wall', '-Wextra', '-Werror'],
      'libraries': ['-lnng'],
    },
  ],
}
